/** The look of the page on which one writes. */
export const writeStyle = `:root{color-scheme:light dark;
--back:#fff;--field:#fff;--band:#f1f4f5;--text:#1b1f22;--muted:#545d63;--rule:#cfd6da;--edge:#737d84;--accent:#0b5c7a;--on-accent:#fff;
--error:#b3261e;--warning:#8a5200;--info:#20607f;--choice:#cfe6f1;--head:#0b4a63;--link:#7a3e00;--code:#4d3b8f;--mark:#5b646a;--mine:#dff3e0;--theirs:#fbe3e1}
@media (prefers-color-scheme:dark){:root{
--back:#14181b;--field:#191e22;--band:#1f262a;--text:#e8ecee;--muted:#aab4ba;--rule:#3a444a;--edge:#84919a;--accent:#86cdec;--on-accent:#0d1a21;
--error:#ff9d94;--warning:#f2bd6a;--info:#8fcdf0;--choice:#1d4a5f;--head:#9fd8f2;--link:#f0bd86;--code:#c6b8ff;--mark:#9aa5ac;--mine:#173a1f;--theirs:#4a1f1c}}
*,::before,::after{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--text);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:break-word}
h1,h2,h3,p,ul,dl,ol{margin:0}
h1{font-size:1.15rem;line-height:1.25}h2{font-size:1.05rem}h3{font-size:.95rem}
a{color:var(--accent);text-underline-offset:.15em}
:focus-visible{outline:.18rem solid var(--accent);outline-offset:.12rem}
button,select,input:not([type=checkbox]){min-height:2.1rem;padding:.25rem .7rem;border:1px solid var(--edge);border-radius:.3rem;
background:var(--field);color:var(--text);font:inherit;font-size:.95rem}
button{cursor:pointer}
button:hover:not(:disabled){border-color:var(--accent);text-decoration:underline}
button:disabled{opacity:.6;cursor:default}
button.main{border-color:var(--accent);background:var(--accent);color:var(--on-accent);font-weight:bold}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
[hidden]{display:none!important}
.top{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem 1.2rem;padding:.6rem 1rem;background:var(--band);border-bottom:1px solid var(--rule)}
.top .name{flex:1 1 14rem;min-width:0}
.top a{display:inline-block;padding:.2rem 0}
#file{color:var(--muted);font-size:.85rem;overflow-wrap:anywhere}
#state{min-width:9rem;font-size:.95rem}
.check{display:inline-flex;align-items:center;gap:.4rem;min-height:2.1rem}
.check input{width:1.4rem;height:1.4rem;margin:0;accent-color:var(--accent)}
.notice{padding:.6rem 1rem;border-bottom:1px solid var(--rule);border-inline-start:.4rem solid var(--warning);background:var(--band)}
.ceiling{display:contents}
#notices{position:sticky;top:0;z-index:400;max-height:45vh;overflow:auto}
.notice{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem 1rem}.notice>:first-child{flex:1 1 18rem;min-width:0}
.actions{display:flex;flex-wrap:wrap;gap:.5rem}
code{font-size:.92em;overflow-wrap:anywhere}
main{display:grid;grid-template-columns:minmax(0,1fr);gap:1rem;padding:1rem}
.writing,.preview{display:flex;flex-direction:column;min-width:0;min-height:0}
.tools{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem .5rem;margin-bottom:.5rem}
.preview .tools{gap:.4rem 1rem}
.tools label,#letters label{font-size:.9rem}
select{max-width:100%}
[role=tablist]{display:flex;gap:.25rem}
[role=tab][aria-selected=true]{border-color:var(--accent);border-bottom-width:.25rem;font-weight:bold}
#details{flex:none;margin-bottom:.5rem}
#details summary{display:inline-block;min-height:1.7rem;padding:.1rem .3rem;font-weight:bold;cursor:pointer}
#details summary::before{content:"▸ ";content:"▸ "/""}#details[open] summary::before{content:"▾ ";content:"▾ "/""}
#fields{display:grid;grid-template-columns:minmax(0,1fr);gap:.6rem 1rem;min-width:0;margin:.3rem 0 0;padding:.7rem;border:1px solid var(--rule);border-radius:.3rem}
#fields label,#fields .head{display:block;font-weight:bold;font-size:.95rem}
#fields input:not([type=file]),#fields textarea{width:100%}#fields .day input{width:auto;max-width:100%}
#fields textarea{display:block;padding:.25rem .7rem;border:1px solid var(--edge);border-radius:.3rem;background:var(--field);color:var(--text);font:inherit;font-size:.95rem;resize:vertical}
#fields .tools{margin:0}#fields .tools select{min-width:0}
#fields [aria-invalid=true]{border-color:var(--error);border-width:.15rem}
.hint{color:var(--muted);font-size:.9rem}.trouble{color:var(--error);font-size:.95rem}.trouble:empty{display:none}
.chosen{padding-inline-start:1.6rem}.chosen li{margin:.5rem 0}.chosen span{overflow-wrap:anywhere}
#editor{flex:none;display:flex;min-width:0;height:max(22rem,60vh)}
#editor .cm-editor{flex:1;min-width:0;border:1px solid var(--edge);border-radius:.3rem;background:var(--field);color:var(--text)}
#editor .cm-editor.cm-focused{outline:.18rem solid var(--accent);outline-offset:0}
#editor .cm-scroller{font:1rem/1.6 ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;overflow:auto}
#editor .cm-content{padding:.8rem .6rem;caret-color:var(--text)}
#editor .cm-cursor{border-left:.15rem solid var(--text)}
#editor .cm-selectionBackground{background:var(--choice)!important}
#editor .cm-selectionMatch{background:transparent;outline:1px dotted var(--edge)}
#editor .cm-searchMatch{background:var(--choice);outline:1px solid var(--edge)}
#editor .cm-searchMatch-selected{outline:.15rem solid var(--accent)}
#editor .cm-panels,#editor .cm-tooltip{border:1px solid var(--edge);background:var(--band);color:var(--text)}
#editor .cm-tooltip{max-width:min(32rem,90vw)}
#editor .cm-panel.cm-search{padding:.5rem 2rem .5rem .5rem;font-size:1rem}
#editor .cm-panel.cm-search button[name=close]{min-width:1.8rem;min-height:1.8rem;color:inherit}
#editor .cm-panel.cm-search label{display:inline-flex;align-items:center;min-height:1.5rem;font-size:.9rem}
#editor .cm-button{background:var(--field);color:var(--text)}
#editor .cm-textfield{border:1px solid var(--edge);background:var(--field);color:var(--text);font-size:1rem}
#editor .cm-tooltip-autocomplete>ul>li{min-height:1.6rem;padding:.15rem .6rem;line-height:1.6}
#editor .cm-tooltip-autocomplete>ul>li[aria-selected]{background:var(--accent);color:var(--on-accent)}
#editor .cm-diagnostic{padding:.5rem .8rem;border:0;border-inline-start:.35rem solid var(--info);font-family:system-ui,sans-serif;white-space:normal}
#editor .cm-diagnostic-error{border-color:var(--error)}#editor .cm-diagnostic-warning{border-color:var(--warning)}
#editor .cm-lintRange{background:none;text-decoration:underline;text-underline-offset:.25em;text-decoration-thickness:.12em}
#editor .cm-lintRange-error{text-decoration-style:wavy;text-decoration-color:var(--error)}
#editor .cm-lintRange-warning{text-decoration-style:dashed;text-decoration-color:var(--warning)}
#editor .cm-lintRange-info{text-decoration-style:dotted;text-decoration-color:var(--info)}
.tok-heading{color:var(--head);font-weight:bold}.tok-strong{font-weight:bold}.tok-emphasis{font-style:italic}.tok-strikethrough{text-decoration:line-through}
.tok-link,.tok-url{color:var(--link)}.tok-monospace{color:var(--code)}.tok-meta,.tok-punctuation,.tok-comment{color:var(--mark)}
.keys summary{min-height:1.5rem;cursor:pointer}.keys ul{padding-inline-start:1.2rem}
kbd{padding:0 .3rem;border:1px solid var(--rule);border-radius:.2rem;font-size:.9em}
#shown{flex:1;display:flex;flex-direction:column;gap:.5rem;min-height:0}
#letters,#envelope{font-size:.9rem}
#envelope{padding:.4rem .7rem;border:1px solid var(--rule);border-radius:.3rem}
#envelope div{display:flex;flex-wrap:wrap;gap:0 .5rem}#envelope dt{color:var(--muted)}#envelope dd{flex:1 1 12rem;margin:0;min-width:0;overflow-wrap:anywhere}
#trouble{white-space:pre-line;overflow-wrap:anywhere}#trouble:empty{display:none}
.sheet{flex:none;display:flex;height:max(24rem,60vh);border:1px solid var(--edge);border-radius:.3rem;overflow:auto;background:var(--back)}
iframe{flex:none;display:block;width:100%;height:100%;margin:0 auto;border:0}
iframe.phone{width:360px;max-width:100%;box-shadow:0 0 0 1px var(--edge)}
.lists{display:grid;grid-template-columns:minmax(0,1fr);gap:1rem 2rem;align-content:start}
.lists ul,.lists ol{padding:0;list-style:none}
.lists li{margin:.6rem 0;padding-inline-start:.7rem;border-inline-start:.3rem solid var(--rule)}
.lists li.error{border-color:var(--error)}.lists li.warning{border-color:var(--warning)}.lists li.info{border-color:var(--info)}
.lists li button{min-height:1.7rem;padding:.05rem .5rem;font-size:.9rem}
.way-out{color:var(--muted)}.cm-tooltip .way-out{margin-top:.3rem}
#unknown form{display:grid;gap:.4rem;max-width:26rem;margin-top:.3rem}
#unknown label{display:grid;font-size:.9rem}#unknown input{width:100%}#unknown form button{justify-self:start;min-height:2.1rem;padding:.25rem .7rem;font-size:.95rem}
#unknown [role=status]:empty{display:none}
#terms div{margin:.35rem 0}#terms dt{font-weight:bold;display:inline}#terms dd{display:inline;margin:0 0 0 .4rem}
.below{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem;margin-top:.4rem;font-size:.9rem}#words{color:var(--muted)}
dialog{width:min(56rem,calc(100vw - 2rem));max-height:90vh;padding:1.2rem;border:1px solid var(--edge);border-radius:.4rem;background:var(--back);color:var(--text)}
dialog p{margin-top:.6rem}
.diff{max-height:50vh;margin-top:.6rem;padding:0;overflow:auto;border:1px solid var(--rule);list-style:none;font:.9rem/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
.diff li{padding:0 .5rem 0 1.6rem;min-height:1.4rem}.diff .sign{display:inline-block;width:1.1rem;margin-inline-start:-1.1rem;font-weight:bold}
.diff .mine{background:var(--mine)}.diff .theirs{background:var(--theirs)}.diff .folded{color:var(--muted);font-family:system-ui,sans-serif}
@media (min-width:40rem){.lists{grid-template-columns:repeat(2,minmax(0,1fr))}
#fields{grid-template-columns:repeat(2,minmax(0,1fr))}#fields :is(.text,[role=group]),#fields .field:first-child{grid-column:1/-1}}
@media (min-width:62rem){
main{grid-template-columns:repeat(2,minmax(0,1fr))}
.writing,.preview{height:calc(100vh - 7rem);min-height:32rem}
#editor,.sheet{flex:1;height:auto;min-height:0}
#details[open]{flex:0 1 auto;max-height:50%;overflow:auto}#editor{min-height:12rem}
.lists{grid-column:1/-1}}
@media (min-width:100rem){
main{grid-template-columns:minmax(0,5fr) minmax(0,5fr) minmax(0,3fr)}
.lists{grid-column:auto;grid-template-columns:minmax(0,1fr);height:calc(100vh - 7rem);overflow:auto;padding-inline-end:.5rem}}
@media (min-width:62rem) and (min-height:32rem){
html{scroll-padding-top:5rem}
.ceiling{display:block;position:sticky;top:0;z-index:400}
#notices{position:static}}
@media (prefers-reduced-motion:reduce){*{scroll-behavior:auto!important;animation:none!important}}
@media (forced-colors:active){[role=tab][aria-selected=true]{border-color:Highlight}.lists li{border-color:CanvasText!important}}
`
