// Reads a member of a zip file and writes small ones, as much of the format as the journeys use.
import { inflateRawSync } from "node:zlib";

const LOCAL_ENTRY = 0x04034b50;
const CENTRAL_ENTRY = 0x02014b50;
const END_OF_CENTRAL = 0x06054b50;

/** The text of a member; an error names what the file holds instead. */
export function zipText(bytes: Buffer, name: string): string {
  const end = bytes.lastIndexOf(signature(END_OF_CENTRAL));
  if (end < 0) throw new Error("this is not a zip file");
  let at = bytes.readUInt32LE(end + 16);
  const names: string[] = [];
  while (bytes.readUInt32LE(at) === CENTRAL_ENTRY) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const found = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    if (found === name) return content(bytes, at);
    names.push(found);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  throw new Error(`no ${name} among ${names.join(", ")}`);
}

function content(bytes: Buffer, central: number): string {
  const [method, size, local] = [
    bytes.readUInt16LE(central + 10),
    bytes.readUInt32LE(central + 20),
    bytes.readUInt32LE(central + 42),
  ];
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const packed = bytes.subarray(start, start + size);
  return (method === 0 ? packed : inflateRawSync(packed)).toString("utf8");
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** A zip file with these members, not packed. */
export function zipFile(members: [name: string, content: Buffer][]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of members) {
    const title = Buffer.from(name, "utf8");
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0); // version needed
    common.writeUInt16LE(0x0800, 2); // names are UTF-8
    common.writeUInt16LE(0x21, 8); // 1 January 1980
    common.writeUInt32LE(checksum(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(title.length, 22);
    const body = Buffer.concat([signature(LOCAL_ENTRY), common, title, content]);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([signature(CENTRAL_ENTRY), Buffer.from([20, 0]), common, where, title]));
    bodies.push(body);
    at += body.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...bodies, central, signature(END_OF_CENTRAL), end]);
}

/** CRC-32, as zip wants it. */
function checksum(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
