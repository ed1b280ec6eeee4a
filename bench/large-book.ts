import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateBook } from "./generate-book.ts";
import { measureCommand, type Row, rowBeside } from "./measure.ts";
import { poolWithNumpy, writeQuestions } from "./pooling.ts";

const size = { claims: 100_000, questions: 20_000, seed: 1 };
const wanted = { seconds: 10, megabytes: 1000 };

/** A generated book checked, pooled and reported whole; beside it a numpy loop that pools as many questions, and does no more. */
export function benchLargeBook(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), "lodebook-bench-"));
  try {
    const book = join(folder, "book");
    mkdirSync(book);
    generateBook(book, size);
    const check = measureCommand(["check", book]);
    const report = measureCommand(["report", book, "--out", join(folder, "report")]);
    const figures = join(folder, "figures.csv");
    writeQuestions(figures, { questions: size.questions, claims: size.claims / size.questions, seed: size.seed });
    const numpy = poolWithNumpy(figures);
    const what = `${size.claims} claims in ${size.questions} questions`;
    return [
      {
        name: "large-book-check",
        ours: check.seconds,
        unit: "s",
        peer: "none",
        peerValue: undefined,
        ratio: undefined,
        note: `${what}, checked`,
      },
      rowBeside(
        {
          name: "large-book",
          ours: report.seconds,
          unit: "s",
          peer: "numpy loop, pooling alone",
          note: `${what}, checked, pooled and reported whole; wanted under ${wanted.seconds} s`,
        },
        numpy?.seconds,
      ),
      {
        name: "large-book-memory",
        ours: Math.max(check.megabytes, report.megabytes),
        unit: "MB",
        peer: "none",
        peerValue: undefined,
        ratio: undefined,
        note: `peak of the whole process; wanted under ${wanted.megabytes} MB`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
