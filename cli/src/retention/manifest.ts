import type { KeptKind } from "./manifest-rows";

/** A file as the manifest knows it. */
export interface FileName {
  readonly kind: KeptKind;
  /** What it is of: report `<reportId>/<ISO datetime of the run>`; converted the same and `/<format>`; cab: its CabIdHash. */
  readonly key: string;
  /** Path below the folder, with forward slashes. */
  readonly file: string;
}

/** A file that is whole, or was until it was destroyed. Times are ISO 8601 in UTC. */
export interface KeptFile extends FileName {
  readonly bytes: number;
  /** Hexadecimal digits. */
  readonly sha256: string;
  readonly downloadedAt: string;
  /** 30 days after its first byte came; of a converted file: that of its report. */
  readonly destroyBy: string;
  /** Set when it was destroyed; the row stays. */
  readonly destroyedAt?: string | undefined;
}

/** A file that was begun and is not whole. */
export interface UnfinishedFile extends FileName {
  readonly begunAt: string;
  readonly destroyBy: string;
}

/**
 * What lies in a download folder, and until when: `devcenter-manifest.jsonl`, a row a line, the last one of a file
 * counts. It holds no link and no secret. Every method that writes is done when the row is on the disk.
 */
export interface Manifest {
  /** Absolute, without links. */
  readonly folder: string;
  /** Aborts when another process has taken the folder, for instance while the machine slept. */
  readonly lost: AbortSignal;
  /** What could not be done when it was opened, in words for the user. */
  readonly warnings: readonly string[];
  /** Every row, the destroyed ones too. */
  rows(): readonly KeptFile[];
  /** The newest row of it, one that is not destroyed before one that is. */
  find(kind: KeptKind, key: string): KeptFile | undefined;
  /** What was begun and not finished. */
  unfinished(): readonly UnfinishedFile[];
  /** The folders that were made for files, outermost first. */
  madeFolders(): readonly string[];
  /**
   * Called before the first byte, so that what a killed process leaves behind is known, finished by the next call, and
   * destroyed when due. Makes the folders on the way. May be repeated for the same file.
   *
   * @param file `destroyBy`: default: 30 days from now
   * @throws UnsafePlaceError when something else lies there, or the path leads out of the folder
   */
  begin(file: FileName & { readonly destroyBy?: string }): Promise<void>;
  /** The file, which was begun, is whole under its final name. Nothing may have that name before. */
  finish(file: FileName & { readonly bytes: number; readonly sha256: string }): Promise<KeptFile>;
  /** The file was destroyed. */
  destroyed(file: KeptFile): Promise<void>;
  /** Its part was destroyed, and it will not be finished. */
  abandoned(file: UnfinishedFile): Promise<void>;
  /** Lets other processes work in the folder. May be called twice. */
  close(): Promise<void>;
}
