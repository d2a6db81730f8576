import type { Brand } from '../model/settings.ts'

/** The look of the service's pages, in the publication's colours; the settings allow only what cannot leave a declaration. */
export function renderStylesheet({ colours, darkColours, fonts, measures }: Brand): string {
  return `:root{color-scheme:light dark;${variables(colours)}--body:${fonts.body};--heading:${fonts.heading};
font-size:${(Math.min(measures.archiveTextSize, 18) / 16) * 100}%}
@media (prefers-color-scheme:dark){:root{${variables(darkColours)}}}
${rules}`
}

function variables(colours: Brand['colours']): string {
  return Object.entries(colours)
    .map(([name, value]) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${value};`)
    .join('')
}

const rules = `*,::before,::after{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;color:var(--text);font:1rem/1.55 var(--body);
background:color-mix(in srgb,var(--accent) 5%,var(--background));overflow-wrap:break-word;text-size-adjust:100%}
header,footer,h1,h2,legend,label,button,.button,.hint,.status,.error{font-family:var(--heading)}
header,main,footer>*{width:100%;max-width:36rem;margin-inline:auto}
header{padding:1.5rem 1.25rem 1rem}
.name{display:inline-flex;align-items:center;gap:.7rem;min-height:1.5rem;color:inherit;font-weight:bold;text-decoration:none}
.name:hover{text-decoration:underline}
.name img{display:block;height:2.2rem;width:auto;border-radius:.3rem}
@media (prefers-color-scheme:dark){.name img{background:#fff}}
main{flex:none;padding:clamp(1.4rem,5vw,2.4rem) clamp(1.25rem,5vw,2.4rem);background:var(--background);
border-block-start:.3rem solid var(--accent);border-block-end:1px solid var(--rule)}
@media (min-width:39rem){header{padding-inline:0}main{border:1px solid var(--rule);border-block-start:.3rem solid var(--accent);border-radius:.4rem}}
h1{margin:0 0 .8rem;font-size:clamp(1.4rem,1.1rem + 1.6vw,1.8rem);line-height:1.2;letter-spacing:-.01em;text-wrap:balance}
h2{margin:0 0 .4rem;font-size:1.05rem;line-height:1.3}
p{margin-block:0 1rem;text-wrap:pretty}
main>:last-child,section>:last-child,form>:last-child,fieldset>:last-child{margin-block-end:0}
section{margin-block-start:2rem;padding-block-start:1.6rem;border-block-start:1px solid var(--rule)}
form{margin:0 0 1rem}
a{color:var(--accent);text-underline-offset:.18em}
a:hover{text-decoration-thickness:.12em}
button{min-height:2.9rem;padding:.65rem 1.5rem;border:.12rem solid var(--accent);border-radius:.35rem;
background:var(--accent);color:var(--accent-text);font-size:1rem;font-weight:bold;line-height:1.3;cursor:pointer}
button.quiet{background:transparent;color:var(--accent)}
button:hover{text-decoration:underline;text-underline-offset:.2em}
:focus-visible{outline:.18rem solid var(--accent);outline-offset:.18rem}
fieldset{margin:0 0 1.4rem;padding:0;border:0;min-width:0}
legend{padding:0;margin-block-end:.4rem;font-weight:bold}
.choice{display:grid;grid-template-columns:auto 1fr;gap:0 .8rem;padding:.75rem 0;border-block-start:1px solid var(--rule)}
.choice:last-of-type{border-block-end:1px solid var(--rule)}
.choice input{width:1.5rem;height:1.5rem;margin:.1rem 0 0;accent-color:var(--accent)}
.choice label{font-weight:bold;line-height:1.7rem;cursor:pointer}
.choice .hint{grid-column:2}
.field{margin-block-end:1.2rem}
.field label{display:block;margin-block-end:.25rem;font-weight:bold}
.field input{width:100%;min-height:2.9rem;padding:.55rem .7rem;border:1px solid var(--muted);border-radius:.35rem;
background:var(--background);color:var(--text);font:inherit}
.field input[aria-invalid]{border:.14rem solid var(--text)}
.hint{margin:.15rem 0 .3rem;color:var(--muted);font-size:.86rem;line-height:1.45}
.optional{font-weight:normal;color:var(--muted)}
.status,.error{padding:.8rem 1rem;border-inline-start:.3rem solid var(--accent);font-size:.95rem;
background:color-mix(in srgb,var(--accent) 8%,var(--background))}
.field .error{margin:0 0 .4rem;font-weight:bold}
footer{margin-block-start:auto;padding:1.6rem 1.25rem 2rem;color:var(--muted);font-size:.82rem;line-height:1.6}
footer p{margin-block-end:.3rem}
fieldset+.hint,.field+.hint{margin-block:0 1.2rem}
footer a{color:inherit}
address{margin-block-end:.3rem;font-style:normal}
@media print{body{background:none}button{display:none}}
`
