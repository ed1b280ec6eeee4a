import { writeFileSync } from "node:fs";

// Loaded before the measured command: writes the peak of its resident memory, in kilobytes, when it ends.
const file = process.env.LODEBOOK_PEAK_MEMORY;
if (file !== undefined) process.on("exit", () => writeFileSync(file, String(process.resourceUsage().maxRSS)));
