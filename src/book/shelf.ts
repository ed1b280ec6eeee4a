import type { Fault } from "../model/fault.ts";
import { decodeText } from "./decode-text.ts";
import type { BookFile } from "./folder.ts";
import type { Reading } from "./reading.ts";
import { readYaml, type YamlNode } from "./yaml-node.ts";

/** The files of a book, to be taken down one by one; what keeps one from being read is told. */
export type Shelf = {
  readonly faults: Fault[];
  /** Paths under a folder with an ending, sorted. */
  readonly paths: (folder: string, ending: string) => string[];
  /** The decoded text of a file; undefined when there is none or it is told. */
  readonly text: (path: string) => string | undefined;
  /** The file's YAML; undefined when there is none or it is told. */
  readonly yaml: (path: string) => YamlNode | undefined;
  /** What `make` makes of a YAML file; undefined when there is none or it does not parse. */
  readonly read: <Made>(path: string, make: (node: YamlNode, reading: Reading) => Made) => Made | undefined;
};

/** A shelf of files; their faults go to `faults`. */
export function makeShelf(files: readonly BookFile[], faults: Fault[]): Shelf {
  const byPath = new Map(files.map((file) => [file.path, file.bytes]));
  const text = (path: string) => {
    const bytes = byPath.get(path);
    return bytes === undefined ? undefined : decodeText(bytes, { file: path, faults });
  };
  const yaml = (path: string) => {
    const words = text(path);
    return words === undefined ? undefined : readYaml(words, { file: path, faults });
  };
  return {
    faults,
    paths: (folder, ending) =>
      [...byPath.keys()].filter((path) => path.startsWith(folder) && path.endsWith(ending)).sort(),
    text,
    yaml,
    read: (path, make) => {
      const node = yaml(path);
      return node === undefined ? undefined : make(node, { file: path, faults });
    },
  };
}
