/** The application the token endpoint knows. Made up; no real tenant has it. */
export interface Credentials {
  /** Directory (tenant) id, a GUID. */
  readonly tenantId: string;
  /** Application (client) id, a GUID. */
  readonly clientId: string;
  /** The application's secret. */
  readonly clientSecret: string;
}

/** The credentials that an emulator accepts by default. */
export const defaultCredentials: Credentials = {
  tenantId: "00000000-1111-4222-8333-444444444444",
  clientId: "55555555-6666-4777-8888-999999999999",
  clientSecret: "not-a-secret-only-the-local-emulator-takes-this",
};
