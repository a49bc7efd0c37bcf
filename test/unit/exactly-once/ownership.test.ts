import assert from "node:assert/strict";
import { standingClock } from "../../../harness/scripted-service";
import { Ownership } from "../../../provider/exactly-once/ownership";
import type { ObjectRef } from "../../../provider/lifecycles/core/lifecycle";

const ref = { kind: "ReportSchedule", id: "15" };
const sameIdOfAnotherKind = { kind: "ReportTemplate", id: "15" };

/** Beside a journal in which each object has this owner. */
function ownership(owner?: string) {
  const confirmed: ObjectRef[] = [];
  const journal = { ownerOf: () => owner, confirmManaged: (one: ObjectRef) => void confirmed.push(one) };
  return { confirmed, of: new Ownership(standingClock(), () => journal) };
}

describe("the ownership of an object", () => {
  it("is known once the engine has spoken of it, which confirms its creation in the journal", () => {
    const { of, confirmed } = ownership();
    of.markManaged(ref);
    assert.deepEqual([of.isManaged(ref), of.isFree(ref, "urn:a"), of.wasAdopted(ref)], [true, false, false]);
    assert.deepEqual(confirmed, [ref]);
  });

  it("is known once this process has created it, of which the engine is still to hear", () => {
    const { of, confirmed } = ownership();
    of.claim(ref);
    assert.deepEqual([of.isManaged(ref), of.wasAdopted(ref), confirmed], [true, false, []]);
  });

  it("goes to the first resource that adopts it, and to no other", () => {
    const { of } = ownership();
    assert.deepEqual([of.adopt(ref), of.adopt(ref)], [true, false]);
    assert.deepEqual([of.isManaged(ref), of.wasAdopted(ref)], [true, true]);
  });

  it("is not for adoption while a resource of this run has it", () => {
    const { of } = ownership();
    of.claim(ref);
    assert.deepEqual([of.adopt(ref), of.wasAdopted(ref)], [false, false]);
  });

  it("goes to a resource that imports it, whatever resource has it", () => {
    const { of } = ownership();
    of.claim(ref);
    of.take(ref);
    of.take(sameIdOfAnotherKind);
    assert.deepEqual([of.wasAdopted(ref), of.outlives(ref, "urn:a")], [false, true]);
    assert.equal(of.isManaged(sameIdOfAnotherKind), true);
  });

  it("outlives the resource that is deleted where the program declares another that has it", () => {
    const { of } = ownership();
    of.noteHolder(ref, "urn:a");
    assert.deepEqual([of.outlives(ref, "urn:a"), of.outlives(sameIdOfAnotherKind, "urn:b")], [false, false]);
    assert.equal(of.outlives(ref, "urn:b"), true);
    of.noteHolder(ref, "urn:b");
    assert.equal(of.outlives(ref, "urn:a"), true);
  });

  it("is a matter of kind and id: the same id of another kind stays free", () => {
    const { of } = ownership();
    of.markManaged(ref);
    assert.deepEqual([of.isManaged(sameIdOfAnotherKind), of.adopt(sameIdOfAnotherKind)], [false, true]);
  });

  it("is another resource's where an earlier process created it for that one", () => {
    const { of } = ownership("urn:a");
    assert.deepEqual([of.isFree(ref, "urn:a"), of.isFree(ref, "urn:b")], [true, false]);
  });

  it("was created for whom a journal names that is read now, and for nobody known where none is open", () => {
    let owner: string | undefined;
    const lookAgain = () => {
      owner = "urn:a";
    };
    const journal = { ownerOf: () => owner, confirmManaged: () => undefined, lookAgain };
    const [of, none] = [() => journal, () => undefined].map((open) => new Ownership(standingClock(), open));
    assert.deepEqual([of?.creatorOf(ref), none?.creatorOf(ref)], ["urn:a", undefined]);
  });

  it("is free where no journal is open, and no resource has it", () => {
    const of = new Ownership(standingClock(), () => undefined);
    of.markManaged(sameIdOfAnotherKind);
    assert.equal(of.isFree(ref, "urn:a"), true);
  });

  it("is confirmed once, as soon as a journal is open", () => {
    const confirmed: ObjectRef[] = [];
    const journal = {
      ownerOf: () => undefined,
      confirmManaged: (one: ObjectRef) => void confirmed.push(one),
    };
    let opened: typeof journal | undefined;
    const of = new Ownership(standingClock(), () => opened);
    of.markManaged(ref);
    opened = journal;
    of.journalOpened();
    of.journalOpened();
    assert.deepEqual(confirmed, [ref]);
  });

  it("needs no journal, nor one that can forget and look again", () => {
    const none = new Ownership(standingClock(), () => undefined);
    none.markManaged(ref);
    none.journalOpened();
    for (const of of [none, ownership().of]) {
      of.forget(ref);
      of.lookAgain();
      assert.equal(of.isFree(sameIdOfAnotherKind, "urn:a"), true);
      assert.equal(of.isContested({ kind: ref.kind, resource: "urn:a", inputs: {} }), false);
    }
  });
});
