// Reads one member of a zip file, as much of the format as our own documents use.
import { inflateRawSync } from "node:zlib";

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
