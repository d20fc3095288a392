const LINKS = [
  ['/api/docs', 'API-et', 'Alle ruter, med skjemaer og eksempler'],
  ['/api/openapi.json', 'OpenAPI', 'Det samme for programmer'],
  ['/healthz', 'Lever', 'Prosessen svarer'],
  ['/readyz', 'Klar', 'Databasen svarer og køen går'],
  ['/metrics', 'Måltall', 'For Prometheus'],
] as const;

/** One plain page that says what runs. Self-contained: no script, no font and no picture from elsewhere. */
export function startPage({ version, adapters }: { version: string; adapters: string[] }): string {
  const links = LINKS.map(
    ([href, name, what]) => `<li><a href="${href}"><b>${name}</b><span>${what}</span></a></li>`,
  ).join('');
  return `<!doctype html>
<html lang="nb">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>DUELL regnskap</title>
<style>${STYLE}</style>
<main>
  <header><h1>DUELL regnskap</h1><p>versjon ${escaped(version)}</p></header>
  <p class="lead">Overfører dagsoppgjør fra kassen til regnskapssystemet: ett bilag for hver Z-rapport, i balanse, med dagsoppgjøret som vedlegg.</p>
  <p>Regnskapssystemer: <strong>${adapters.map(escaped).join(', ')}</strong></p>
  <ul>${links}</ul>
  <footer>Administrasjonssiden kommer i en senere versjon. Inntil da styres alt gjennom API-et.</footer>
</main>
</html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const STYLE = `
  :root { color-scheme: light dark; --ink: #1c2530; --soft: #5b6876; --line: #dfe4ea; --page: #f6f7f9; --card: #fff; --link: #0b5cad }
  @media (prefers-color-scheme: dark) { :root { --ink: #e8edf2; --soft: #9aa7b4; --line: #303a45; --page: #151a20; --card: #1d242c; --link: #7cb8f5 } }
  * { box-sizing: border-box }
  body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif }
  main { max-width: 42rem; margin: 8vh auto; padding: 2.5rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px }
  header { display: flex; align-items: baseline; justify-content: space-between; gap: 1rem }
  h1 { margin: 0; font-size: 1.6rem; letter-spacing: -.01em }
  header p, footer { color: var(--soft); font-size: .9rem; margin: 0 }
  .lead { font-size: 1.08rem; margin: 1.1rem 0 .6rem }
  ul { list-style: none; margin: 1.6rem 0; padding: 0; border-top: 1px solid var(--line) }
  li { border-bottom: 1px solid var(--line) }
  a { display: flex; gap: 1rem; padding: .7rem .2rem; color: inherit; text-decoration: none }
  a:hover b, a:focus-visible b { text-decoration: underline }
  a b { flex: 0 0 7rem; color: var(--link); font-weight: 600 }
  a span { color: var(--soft) }
`;
