/** Microsoft's own address of the Hardware Dev Center. */
export const defaultEndpoint = "https://manage.devcenter.microsoft.com";
