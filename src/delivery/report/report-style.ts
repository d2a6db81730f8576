import type { Brand } from '../../model/settings.ts'

/** The page's stylesheet: the publication's colours and fonts, which the settings have checked, and nothing from afar. */
export function reportStyle({ colours, darkColours, fonts }: Brand): string {
  return `:root{color-scheme:light;${lines(colours)}--refused:#a3401a;--uncertain:#8a6100;--body-font:${fonts.body};--heading-font:${fonts.heading};--mono-font:${fonts.mono}}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;${lines(darkColours)}--refused:#f0a07a;--uncertain:#e5c063}}
${sheet}`
}

function lines(colours: Brand['colours']): string {
  return Object.entries(colours)
    .map(([name, value]) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${value};`)
    .join('')
}

const sheet = `*,::before,::after{box-sizing:border-box}
:root{--tint:color-mix(in srgb,var(--accent) 6%,var(--background));--soft:color-mix(in srgb,var(--accent) 16%,var(--background))}
html{text-size-adjust:100%;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--background);color:var(--text);font:1.0625rem/1.55 var(--body-font);overflow-wrap:break-word}
main,header,footer{max-width:58rem;margin:0 auto;padding:0 clamp(1rem,4vw,2rem)}
header{padding-block:clamp(2rem,6vw,4rem) 0}
h1,h2,.kicker,th,dt,.big,.facts,.notice strong,figcaption,caption,.axis,.legend{font-family:var(--heading-font);font-variant-numeric:lining-nums tabular-nums}
.kicker{margin:0;color:var(--muted);font-size:.8125rem}
h1{margin:.35rem 0 0;font-size:clamp(1.55rem,4.6vw,2.35rem);line-height:1.2;font-weight:600;letter-spacing:-.01em;text-wrap:balance;max-width:26em}
.lead{margin:.9rem 0 0;font-size:1.15rem;max-width:38em;text-wrap:pretty}
section{margin-top:3.25rem}
h2{margin:0 0 .9rem;font-size:1.125rem;line-height:1.3;font-weight:600}
p{margin:.7rem 0;max-width:40em}
code{font-family:var(--mono-font);font-size:.88em;overflow-wrap:anywhere}
.totals{margin-top:2.25rem}
.bar{display:flex;gap:2px;height:1.5rem;border-radius:.3rem;overflow:hidden}
.bar span{min-width:3px}
.legend{display:grid;grid-template-columns:repeat(auto-fit,minmax(7.5rem,1fr));gap:1.1rem 1.25rem;margin:1.35rem 0 0;padding:0;list-style:none}
.legend li{border-left:.25rem solid;padding-left:.75rem}
.big{display:block;color:var(--text);font-size:1.6rem;line-height:1.15;font-weight:600}
.legend small{color:var(--muted);font-size:.8125rem;line-height:1.35;display:block;margin-top:.15rem}
.accepted{border-color:var(--accent)!important}.bar .accepted{background:var(--accent)}
.refused{border-color:var(--refused)!important}.bar .refused{background:var(--refused)}
.uncertain{border-color:var(--uncertain)!important}.bar .uncertain{background:repeating-linear-gradient(135deg,var(--uncertain) 0 4px,color-mix(in srgb,var(--uncertain) 55%,var(--background)) 4px 8px)}
.waiting{border-color:var(--muted)!important}.bar .waiting{background:var(--soft);box-shadow:inset 0 0 0 1px var(--muted)}
.left-out{border-color:var(--rule)!important}.bar .left-out{background:var(--rule)}
.proof{display:flex;gap:.7rem;align-items:baseline;margin:1.5rem 0 0;padding-top:1rem;border-top:1px solid var(--rule);max-width:none}
.proof svg{flex:none;width:1.05rem;height:1.05rem;translate:0 .15rem}
.notice{margin:1.1rem 0 0;padding:.9rem 1.1rem;border-left:.25rem solid var(--uncertain);background:var(--tint);border-radius:0 .3rem .3rem 0}
.notice.bad{border-color:var(--refused)}
.notice p{margin:.2rem 0 0}
.notice strong{font-weight:600}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(13rem,42%),1fr));gap:1.2rem 1.5rem;margin:0;font-size:.9375rem}
.facts dt{color:var(--muted);font-size:.8125rem}
.facts dd{margin:.1rem 0 0}
.facts small{display:block;color:var(--muted);font-size:.8125rem}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr));gap:1.75rem 2.5rem;align-items:start}
.over-time{display:grid;gap:1.5rem 2.5rem;align-items:start}
@media (min-width:52rem){.over-time{grid-template-columns:minmax(0,1fr) 17rem}}
figure{margin:0}
figcaption{margin-top:2.3rem;color:var(--muted);font-size:.8125rem;line-height:1.45}
.plot{position:relative;margin:1.4rem 0 0 3.4rem;height:clamp(13rem,34vw,19rem)}
.plot svg{display:block;width:100%;height:100%;overflow:visible}
.plot line{stroke:var(--rule);stroke-width:1}
.plot .planned{stroke:var(--muted);stroke-dasharray:5 4}
.plot .area{fill:var(--soft)}
.plot .line{fill:none;stroke:var(--accent);stroke-width:2.5;stroke-linejoin:round}
.plot .refusals{fill:none;stroke:var(--refused);stroke-width:2;stroke-dasharray:2 3}
.plot .pause{fill:var(--uncertain);opacity:.16}
.plot *{vector-effect:non-scaling-stroke}
.axis{position:absolute;color:var(--muted);font-size:.75rem;line-height:1;white-space:nowrap}
.axis.y{right:calc(100% + .6rem);translate:0 50%}
.axis.x{top:calc(100% + .6rem);translate:-50% 0}
.axis.x:first-of-type{translate:0 0}
.axis.x.last{translate:-100% 0}
@media (max-width:36rem){.axis.x.even{display:none}}
.scroll{overflow-x:auto;margin:0 -.25rem;padding:0 .25rem}
.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
table{border-collapse:collapse;width:100%;font-size:.9375rem;font-variant-numeric:lining-nums tabular-nums}
caption{text-align:left;color:var(--muted);font-size:.8125rem;padding-bottom:.5rem}
th,td{padding:.5rem .9rem .5rem 0;text-align:left;vertical-align:baseline;border-bottom:1px solid var(--rule)}
th:last-child,td:last-child{padding-right:0}
thead th{color:var(--muted);font-size:.8125rem;font-weight:400;vertical-align:bottom}
tbody th{font-family:inherit;font-weight:400}
.n{text-align:right;white-space:nowrap}
.zero{color:var(--muted)}
.wide{min-width:34rem}
.words{min-width:15rem}
tfoot th,tfoot td{border-bottom:0;color:var(--muted)}
time{white-space:nowrap}
ol.log{margin:0;padding:0;list-style:none;font-size:.9375rem}
.log li{display:grid;grid-template-columns:minmax(0,14rem) minmax(0,1fr);gap:.15rem 1.5rem;padding:.5rem 0;border-bottom:1px solid var(--rule)}
.log time{color:var(--muted);font-variant-numeric:lining-nums tabular-nums}
@media (max-width:40rem){.log li{grid-template-columns:1fr}}
footer{margin-top:4rem;padding-block:1.25rem 3rem;color:var(--muted);font-size:.875rem}
footer p{max-width:none;margin:.3rem 0}
footer::before{content:"";display:block;border-top:1px solid var(--rule);margin-bottom:1.25rem}
@media print{body{font-size:10.5pt}header{padding-top:0}section{margin-top:1.6rem;break-inside:avoid}section.long{break-inside:auto}h2{break-after:avoid}tr,li,figure{break-inside:avoid}thead{display:table-header-group}.scroll{overflow:visible}.bar span,.plot svg,.notice{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
@media (forced-colors:active){.bar{border:1px solid}.bar span{forced-color-adjust:none}}
@page{margin:16mm}`
