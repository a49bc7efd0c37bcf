/** Whether emulators of tests answer as the field has it: `DEVCENTER_TEST_FIELD=1`. Asked when one is started. */
export function inTheField(): boolean {
  return process.env.DEVCENTER_TEST_FIELD === "1";
}
