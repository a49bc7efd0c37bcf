import type { Cells, Weighted } from "./dimension";

type Model = readonly [weight: number, family: string, model: string, deviceType: string, cpu: string];

const makers: Readonly<Record<string, readonly Model[]>> = {
  Contoso: [
    [30, "ContosoPad", "ContosoPad 13 G3", "Notebook", "Intel(R) Core(TM) i5-1335U"],
    [22, "ContosoPad", "ContosoPad 14 G4", "Notebook", "Intel(R) Core(TM) Ultra 7 155H"],
    [9, "ContosoPad", "ContosoPad X G1", "Convertible", "Snapdragon(R) X Elite X1E80100"],
    [12, "ContosoDesk", "ContosoDesk Mini", "Desktop", "Intel(R) Core(TM) i7-13700"],
  ],
  Fabrikam: [
    [18, "Fabrikam Air", "Fabrikam Air 15", "Notebook", "AMD Ryzen 7 7840U"],
    [11, "Fabrikam Air", "Fabrikam Air 13", "Notebook", "AMD Ryzen 5 7640U"],
    [7, "Fabrikam Tower", "Fabrikam Tower 900", "Desktop", "AMD Ryzen 9 7950X"],
  ],
  Litware: [
    [10, "Litware Tab", "Litware Tab 11", "Tablet", "Intel(R) Core(TM) i3-N305"],
    [5, "Litware Tab", "Litware Tab 10 Go", "Tablet", "Snapdragon(R) 8cx Gen 3"],
    [4, "Litware Station", "Litware Station 4", "Desktop", "Intel(R) Xeon(R) W-2235"],
  ],
  Tailspin: [
    [6, "Tailspin Class", "Tailspin Class 11e", "Notebook", "Intel(R) Celeron(R) N4120"],
    [2, "Tailspin All", "Tailspin All 24", "All-in-One", "Intel(R) Core(TM) i5-10210U"],
  ],
  Unknown: [[8, "Unknown", "Unknown", "Unknown", "Unknown"]],
};

/** A board's name, made from the model's: letters and digits in capitals. */
function baseboard(oem: string, model: string): string {
  return model === "Unknown"
    ? "Unknown"
    : `${oem.slice(0, 2)}-${model.replace(/[^A-Z0-9]/g, "")}`.toUpperCase();
}

/** The models failures happen on, of which a few are most. */
export const models: readonly Weighted<Cells>[] = Object.entries(makers).flatMap(([oem, of]) =>
  of.map(([weight, family, model, deviceType, cpu]) => ({
    weight,
    columns: {
      OEMName: oem,
      OEMModel: model,
      Baseboard: baseboard(oem, model),
      ModelFamily: family,
      DeviceType: deviceType,
      Architecture: cpu.startsWith("Snapdragon") ? "arm64" : "x64",
      CPUName: cpu,
    },
  })),
);

type Release = readonly [weight: number, build: string, osName: string, releaseName: string, ring: string];

const releases: readonly Release[] = [
  [26, "10.0.26100.3476", "Windows 11", "24H2", "Retail"],
  [14, "10.0.26100.3194", "Windows 11", "24H2", "Retail"],
  [22, "10.0.22631.5039", "Windows 11", "23H2", "Retail"],
  [9, "10.0.22631.4890", "Windows 11", "23H2", "Retail"],
  [4, "10.0.22621.3880", "Windows 11", "22H2", "Retail"],
  [14, "10.0.19045.5608", "Windows 10", "22H2", "Retail"],
  [5, "10.0.19045.5371", "Windows 10", "22H2", "Retail"],
  [2, "10.0.17763.7009", "Windows 10", "1809", "Retail"],
  [1, "6.3.9600.22318", "Windows 8.1", "Blue", "Retail"],
  [2, "10.0.26100.3624", "Windows 11", "24H2", "Release Preview"],
  [1, "10.0.26120.3653", "Windows 11", "24H2", "Beta"],
  [1, "10.0.26200.5516", "Windows 11", "25H2", "Dev"],
];

const skus: Readonly<Record<string, number>> = { Professional: 11, Core: 10, Enterprise: 6, Education: 1 };

/** The systems failures happen under: a release of Windows in one of its editions. */
export const systems: readonly Weighted<Cells>[] = releases.flatMap(
  ([weight, OSVersion, OSName, ReleaseName, FlightRing]) =>
    Object.entries(skus).map(([OSSKUType, share]) => ({
      weight: weight * share,
      columns: { OSVersion, OSName, ReleaseName, FlightRing, OSSKUType },
    })),
);

// biome-ignore format: one market a line would hide that this is a short list.
const marketWeights: Readonly<Record<string, number>> = {
  US: 330, CN: 120, JP: 80, DE: 75, GB: 60, IN: 55, FR: 50, BR: 45, CA: 35, IT: 30, KR: 25, ES: 22, AU: 20,
  MX: 18, PL: 16, NL: 14, TR: 12, SE: 8, CH: 7, BE: 6, AT: 5, CZ: 5, DK: 4, NO: 4, NZ: 3, PT: 3, ZA: 3, IE: 2,
};

/** The markets failures happen in. */
export const markets: readonly Weighted<Cells>[] = Object.entries(marketWeights).map(([Market, weight]) => ({
  weight,
  columns: { Market },
}));
