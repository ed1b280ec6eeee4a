import { diskEffects, type FolderEffects, replaceFolder } from "../../src/report/replace-folder.ts";
import { smallReport } from "./small-report.ts";

// A run that kills itself, as `kill -9` would, before or after its effect number `step`; run by replace-folder-test.ts.
const [folder = "", words = "", step = "0", moment = "before", rounds = "1"] = process.argv.slice(2);
let left = Number(step);

function killing<Arguments extends unknown[]>(effect: (...given: Arguments) => void): (...given: Arguments) => void {
  return (...given) => {
    left -= 1;
    if (left === 0 && moment === "before") process.kill(process.pid, "SIGKILL");
    effect(...given);
    if (left === 0 && moment === "after") process.kill(process.pid, "SIGKILL");
  };
}

const effects: FolderEffects = {
  makeFolder: killing(diskEffects.makeFolder),
  writeFile: killing(diskEffects.writeFile),
  syncFolder: killing(diskEffects.syncFolder),
  rename: killing(diskEffects.rename),
  remove: killing(diskEffects.remove),
};

for (let round = 0; round < Number(rounds); round += 1)
  replaceFolder(folder, smallReport(`${words} ${round}`), effects);
