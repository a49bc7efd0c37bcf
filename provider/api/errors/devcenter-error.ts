/** What every error of this package is: catch this class to catch them all. */
export abstract class DevCenterError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
