/** Where bearer tokens come from. */
export interface TokenSource {
  /** A token that is valid now; fetched once and kept, renewed before its end. */
  current(): Promise<string>;
  /** A token other than the one that the service has just refused; undefined when there can be none. */
  refresh(refused: string): Promise<string | undefined>;
}
