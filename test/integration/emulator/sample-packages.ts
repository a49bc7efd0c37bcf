/** A zip archive that holds nothing but these words, as its comment: what an HLK package looks like from outside. */
export function zipOf(words = ""): Buffer {
  const comment = Buffer.from(words);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([end, comment]);
}

/** The same with the locator that archives of 4 GB and more have. */
export function zip64Of(words = ""): Buffer {
  const locator = Buffer.alloc(20);
  locator.write("PK\x06\x07", "latin1");
  return Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), locator, zipOf(words)]);
}

/** The first bytes of a cabinet, and these words. */
export function cabinetOf(words = ""): Buffer {
  return Buffer.concat([Buffer.from("MSCF\0\0\0\0", "latin1"), Buffer.from(words)]);
}
