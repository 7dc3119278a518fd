// Runs one checker over the texts of a JSON file and prints what it says: {"seconds" of the processor, "said": [[[start, end, kind], …], …]}.
// Offsets count UTF-16 units. Arguments: the folder the checkers are installed in, the checker's name, the file.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, name, file] = process.argv.slice(2);
const require = createRequire(pathToFileURL(join(folder, "package.json")));

async function autocorrect() {
  const checker = require("autocorrect-node");
  return (text) =>
    checker.lintFor(text, "paper.txt").lines.map((line) => ({ line: line.l, old: line.old, new: line.new }));
}

async function zhlint() {
  const checker = await import(pathToFileURL(require.resolve("zhlint")).href);
  return (text) =>
    checker
      .run(text, { rules: { preset: "default" } })
      .validations.map((one) => [one.index, one.index + Math.max(one.length, 1), one.message]);
}

async function textlint() {
  const { TextlintKernel } = require("@textlint/kernel");
  const kernel = new TextlintKernel();
  const options = {
    ext: ".txt",
    filePath: "paper.txt",
    plugins: [{ pluginId: "text", plugin: require("@textlint/textlint-plugin-text").default }],
    rules: [{ ruleId: "pair", rule: require("@textlint-rule/textlint-rule-no-unmatched-pair") }],
  };
  return async (text) => (await kernel.lintText(text, options)).messages.map((one) => [...one.range, one.ruleId]);
}

const check = await { autocorrect, zhlint, textlint }[name]();
const texts = JSON.parse(readFileSync(file, "utf-8"));
const said = [];
// zhlint reports on standard output by itself.
console.log = console.warn = console.error = () => {};
const begun = process.cpuUsage();
for (const text of texts) said.push(await check(text));
const { user, system } = process.cpuUsage(begun);
const seconds = (user + system) / 1e6;
process.stdout.write(JSON.stringify({ seconds, said }));
