import type { SourceFile } from "./architecture";

/** A floor of the house: a top folder, or a room of `lib`. */
function floorOf(path: string): string {
  const [top, room] = path.split("/");
  return top === "lib" && room ? `lib/${room}` : (top ?? "");
}

/** Which floors a floor may use, beside itself; `types`: their types only. */
const ARROWS: Record<string, { may: string[]; types?: string[] }> = {
  "lib/core": { may: [] },
  "lib/server": { may: ["lib/core", "prisma"] },
  "lib/client": { may: ["lib/core"], types: ["lib/server"] },
  components: { may: ["lib/client", "lib/core"], types: ["lib/server"] },
  app: { may: ["components", "lib/client", "lib/server", "lib/core"], types: ["prisma"] },
};

const FLOORS = [...Object.keys(ARROWS), "prisma", "scripts", "e2e"];

const isTest = ({ path }: SourceFile) => /\.(test|itest|spec)\.tsx?$/.test(path);
/** What tests share: `testing-mails.ts`. */
const isForTests = (path: string) => /(^|\/)testing(-[\w-]+)?(\.ts)?$/.test(path);

/** Imports against the arrows `app -> components -> lib/client -> lib/core` and `app -> lib/server -> lib/core`. */
export function wrongArrows(files: SourceFile[]): string[] {
  return files.flatMap((file) => {
    const floor = floorOf(file.path);
    const arrows = ARROWS[floor];
    return file.imports
      .filter(({ target, typesOnly }) => {
        const other = floorOf(target);
        if (!FLOORS.includes(other) || other === floor) return false;
        if (!arrows || isTest(file)) return other === "app";
        return !arrows.may.includes(other) && !(typesOnly && arrows.types?.includes(other));
      })
      .map(({ target }) => `${file.path} imports ${target}`);
  });
}

/** What lib/core may never use: it decides, from its arguments alone. */
export function impureCore(files: SourceFile[]): string[] {
  const forbidden = /^(node:|next($|[/-])|react($|[/-])|@prisma\/|pg$|pino$|@tanstack\/)/;
  return files
    .filter((file) => floorOf(file.path) === "lib/core" && !isTest(file) && !isForTests(file.path))
    .flatMap((file) => [
      ...file.imports
        .filter(({ target }) => forbidden.test(target) || isForTests(target))
        .map(({ target }) => `${file.path} imports ${target}`),
      ...file.impurities.map((use) => `${file.path} uses ${use}`),
    ]);
}

/** Charts are drawn in one place. */
export function chartsElsewhere(files: SourceFile[]): string[] {
  return files
    .filter((file) => !file.path.startsWith("components/charts/"))
    .filter((file) => file.imports.some(({ target }) => /^recharts($|\/)/.test(target)))
    .map((file) => file.path);
}

/** Modules that need each other to be loaded; each circle is named once, by its path. */
export function cycles(files: SourceFile[]): string[] {
  const byName = new Map(files.map((file) => [file.path.replace(/(\/index)?\.tsx?$/, ""), file]));
  const found: string[] = [];
  const done = new Set<SourceFile>();

  function walk(file: SourceFile, way: SourceFile[]): void {
    const start = way.indexOf(file);
    if (start >= 0) found.push([...way.slice(start), file].map(({ path }) => path).join(" -> "));
    if (start >= 0 || done.has(file)) return;
    for (const { target, typesOnly } of file.imports) {
      const next = byName.get(target.replace(/\/index$/, ""));
      if (next && !typesOnly) walk(next, [...way, file]);
    }
    done.add(file);
  }
  for (const file of files) walk(file, []);
  return found;
}

/** Files that only pass on, and files named by what they are not. */
export function barrelsAndDrawers(files: SourceFile[]): string[] {
  const drawer = /(^|\/)(utils?|helpers?|common|misc|shared)(\.tsx?$|\/)/;
  return files.filter((file) => file.isBarrel || drawer.test(file.path)).map((file) => file.path);
}
