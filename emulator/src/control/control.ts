import { z } from "zod";
import type { EmulatorServices } from "../services";

/** One way to a control over HTTP. */
export interface ControlRoute {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/_emulator`. */
  readonly path: string;
  /** Of a success with a body. Default 200; without a body it is 204. */
  readonly status: number;
  /** What the request must hold: its `params`, `query` and `body`, as far as they are named. */
  readonly input: z.ZodType;
  /** Carries out a request whose input was checked. The result is the response's body; undefined: none. */
  run(services: EmulatorServices, input: unknown): unknown;
}

/** One control of a running emulator: what it is in process, and how it is reached over HTTP. */
export class Control<Face> {
  /** `inProcess` is the function that a test calls, or the value that it reads. */
  constructor(
    readonly inProcess: (services: EmulatorServices) => Face,
    readonly routes: readonly ControlRoute[] = [],
  ) {}

  /** The same control with one more route, such as `"PUT /throttle"`. */
  over<Shape extends z.ZodRawShape>(
    route: `${ControlRoute["method"]} ${string}`,
    shape: Shape,
    run: (face: Face, input: z.output<z.ZodObject<Shape>>) => unknown,
    status = 200,
  ): Control<Face> {
    const [method, path] = route.split(" ") as [ControlRoute["method"], string];
    const added: ControlRoute = {
      method,
      path,
      status,
      input: z.object(shape),
      run: (services, input) => run(this.inProcess(services), input as z.output<z.ZodObject<Shape>>),
    };
    return new Control(this.inProcess, [...this.routes, added]);
  }
}

/** The schema of a request that names one thing in its path. */
export const byId = { params: z.object({ id: z.string() }) };

/** An id as a caller writes it: text or number. */
export type Id = string | number | bigint;
