type Variables = Readonly<Record<string, string | undefined>>;

/** For the tests of a file or a `describe`: each runs with these variables, undefined ones not set; then all are as before. */
export function variablesOfEachTest(wanted: () => Variables): void {
  let before: Variables = {};
  beforeEach(() => {
    const variables = wanted();
    before = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
    set(variables);
  });
  afterEach(() => set(before));
}

function set(variables: Variables): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
