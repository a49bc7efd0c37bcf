import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { registration } from "../../../provider/dynamic/dev-center-resource";
import { kinds } from "../../../provider/kinds/all-kinds";

describe("a resource that is deleted with another", () => {
  const said: string[] = [];
  const warn = pulumi.log.warn;
  before(() => {
    Object.assign(pulumi.log, { warn: (message: string) => void said.push(message) });
  });
  after(() => {
    Object.assign(pulumi.log, { warn });
  });
  beforeEach(() => said.splice(0));

  const declare = (kind: string, deletedWith: pulumi.Resource | undefined) =>
    registration(kinds[kind] ?? assert.fail(), "a", {}, deletedWith === undefined ? {} : { deletedWith });
  const other = {} as pulumi.Resource;

  it("warns of a schedule that would go on running, and of a label that would stay", () => {
    for (const kind of ["ReportSchedule", "ShippingLabel"]) declare(kind, other);
    assert.deepEqual(said, [
      "a: deletedWith makes Pulumi skip the delete, and the schedule goes on running after pulumi destroy. Leave the option out.",
      "a: deletedWith makes Pulumi skip the delete, and the label is neither cancelled nor expired by pulumi destroy. Leave the option out.",
    ]);
  });

  it("warns of nothing that stays on Dev Center anyway, and of nothing without the option", () => {
    declare("ReportTemplate", other);
    declare("ReportSchedule", undefined);
    assert.deepEqual(said, []);
  });
});
