/** A kind of hardware: how its drivers are named, and what fails in them. */
export interface DriverKind {
  /** Files are named after it: `contosowifi.sys`. */
  suffix: string;
  /** Hardware ids begin so. */
  bus: string;
  /** How often drivers of this kind fail, beside the others. */
  share: number;
  /** Buckets as the debugger names them; `*` is replaced by the driver's module. */
  buckets: readonly string[];
}

/** Vendors whose drivers fail. Made up, all of them. */
export const vendors: readonly string[] = ["contoso", "fabrikam", "litware"];

/** What the vendors make drivers for. A bucket without `!` has no symbol. */
export const driverKinds: readonly DriverKind[] = [
  {
    suffix: "wifi",
    bus: "PCI\\VEN_1CC1&DEV_",
    share: 9,
    buckets: [
      "AV_*!OnReceive",
      "0x9F_3_POWER_DOWN_*_IMAGE_pci.sys",
      "0xD1_*!TxComplete",
      "0x133_DPC_*!ScanDone",
      "0x10D_5_IMAGE_*.sys",
      "0xC2_7_*!FreeNetBuffer",
    ],
  },
  {
    suffix: "gfx",
    bus: "PCI\\VEN_1DE2&DEV_",
    share: 8,
    buckets: [
      "0x116_IMAGE_*.sys",
      "LKD_0x141_Tdr:6_IMAGE_*.sys",
      "0x119_2_*!SubmitCommand",
      "AV_*!MapAperture",
      "0x3B_c0000005_*!PresentFlip",
      "APPLICATION_FAULT_c0000005_*.dll!Compile",
      "0x10E_33_*!ReleaseAllocation",
    ],
  },
  {
    suffix: "audio",
    bus: "HDAUDIO\\FUNC_01&VEN_1FA3&DEV_",
    share: 5,
    buckets: [
      "AV_*!StreamStop",
      "0x9F_3_*_IMAGE_HDAudBus.sys",
      "0x139_3_CORRUPT_LIST_ENTRY_*!UnlinkPin",
      "BREAKPOINT_80000003_*apo.dll!Process",
    ],
  },
  {
    suffix: "touch",
    bus: "HID\\VID_20A4&PID_",
    share: 3,
    buckets: ["0xA_*!ReportReady", "0x10D_3_IMAGE_*.sys", "WUDFHostProblem_HostTimeout_*.dll!OnIdle"],
  },
  {
    suffix: "bth",
    bus: "USB\\VID_21B5&PID_",
    share: 5,
    buckets: ["AV_*!HciEvent", "0x9F_3_*_IMAGE_usbhub3.sys", "0x133_ISR_*!UrbDone", "0xFE_*!ResetPipe"],
  },
  {
    suffix: "nvme",
    bus: "PCI\\VEN_22C6&DEV_",
    share: 2,
    buckets: ["0x7A_c000000e_*!CompleteIo", "0xD1_*!StorPortInterrupt", "0x9F_4_*_IMAGE_*.sys"],
  },
  {
    suffix: "cam",
    bus: "USB\\VID_23D7&PID_",
    share: 3,
    buckets: ["INVALID_POINTER_READ_c0000005_*mft.dll!ProcessSample", "AV_*!StreamOn", "0xCA_2_*!AddDevice"],
  },
  {
    suffix: "lan",
    bus: "PCI\\VEN_24E8&DEV_",
    share: 4,
    buckets: ["0xD1_*!RxIndicate", "0x133_DPC_*!LinkChange", "0x9F_3_*_IMAGE_pci.sys", "0x50_*!OidQuery"],
  },
  {
    suffix: "finger",
    bus: "USB\\VID_25F9&PID_",
    share: 1,
    buckets: ["WUDFUnhandledException_*.dll!Capture", "HEAP_CORRUPTION_c0000374_*.dll!Match"],
  },
  {
    suffix: "dock",
    bus: "USB\\VID_260A&PID_",
    share: 2,
    buckets: ["0x144_3003_*!PortReset", "0x9F_3_*_IMAGE_ucx01000.sys", "AV_*!Surprise"],
  },
];
