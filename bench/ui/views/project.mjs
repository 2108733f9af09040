// A project of N views, each in a module of its own, shown by groups of ten, and those by groups of ten, up to the root.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const GROUP = 10;

export const leaf = (number, text) => `view View${number} {
    let start: Int
    atom count: Int = 0
    atom computed label: String { "${text} \\(start + count)" }

    func add() {
        count += ${(number % 7) + 1}
    }

    render {
        HStack(spacing: 8) {
            Text(label).id("v${number}")
            Button("+") { add() }.disabled(count > ${50 + number})
            if count > 3 {
                Text("many").foregroundColor(.red)
            } else {
                Text("few")
            }
        }
        .padding(${(number % 5) * 2})
    }
}
`;

const many = (names, text) => names.map(text).join("\n");

const module = (name, parts, first) => `${many(parts, ({ name: part }) => `import { ${part} } from "${part.toLowerCase()}.jxl"`)}

view ${name} {
    render {
        VStack(spacing: 4) {
${first}${many(parts, ({ name: part, args }) => `            ${part}(${args})`)}
        }
    }
}
`;

// The groups of a project, level by level: the last one is what the root shows.
function levels(count) {
  const all = [Array.from({ length: count }, (_, n) => ({ name: `View${n}`, args: `start: ${n}`, parts: [] }))];
  while (all.at(-1).length > GROUP) {
    const below = all.at(-1), level = all.length;
    all.push(Array.from({ length: Math.ceil(below.length / GROUP) }, (_, n) => ({
      name: `Group${level}n${n}`, args: "", parts: below.slice(n * GROUP, (n + 1) * GROUP),
    })));
  }
  return all;
}

export const root = (count, text) => module("App", levels(count).at(-1), `            Text("${text}").id("root")\n`);

// Writes app.jxl, viewN.jxl and the groups: `count` views beside those.
export function make(folder, count) {
  mkdirSync(folder, { recursive: true });
  const [views, ...groups] = levels(count);
  views.forEach((_, n) => writeFileSync(path.join(folder, `view${n}.jxl`), leaf(n, `View ${n}:`)));
  for (const { name, parts } of groups.flat()) writeFileSync(path.join(folder, `${name.toLowerCase()}.jxl`), module(name, parts, ""));
  writeFileSync(path.join(folder, "app.jxl"), root(count, "Root"));
}
