import { onDark, textOn } from "@/lib/core/brand";
import type { Brand } from "@/lib/server/brand";

/** The style of a page: the rules below, and the colours. Its hash stands in the policy of the page. */
export const styleOf = ({ accent }: Pick<Brand, "accent">): string =>
  accent ? `${STYLE}:root{${coloured(accent, onDark(accent))}}\n` : STYLE;

const coloured = (light: string, dark: string): string =>
  `--accent:light-dark(${light},${dark});--on-accent:light-dark(${textOn(light)},${textOn(dark)})`;

/** The few rules and colours of app/styles that these pages need, inside the page: it fetches nothing. */
const STYLE = `
:root{color-scheme:light dark;--surface:light-dark(#fff,#1a1d1f);--line:light-dark(#e4e1da,#2b3033);--line-2:light-dark(#d3cfc5,#3b4145);--edge:light-dark(#8a867c,#72797e);--ink:light-dark(#1a1c1e,#ecebe7);--ink-2:light-dark(#4b4e52,#b9bcbd);--ink-3:light-dark(#666a6e,#949a9d);--on-ink:light-dark(#fff,#131516);--focus:light-dark(#1f5fbf,#7fb2f5);--ok:light-dark(#1b6b45,#6cc596);--alert:light-dark(#b3241b,#f28b7d);--accent:var(--ink);--on-accent:var(--on-ink);--serif:Charter,"Bitstream Charter","Sitka Text","Charis SIL",Cambria,Georgia,"Noto Serif",serif}
*,::before,::after{box-sizing:border-box}
body{margin:0;background:var(--surface);color:var(--ink);font:16px/25px -apple-system,BlinkMacSystemFont,"Segoe UI",Inter,Roboto,"Noto Sans",system-ui,sans-serif;-webkit-text-size-adjust:100%}
h1,h2,p,ul{margin:0;padding:0}
ul{list-style:none}
form{display:contents}
a{color:inherit;text-decoration-color:var(--line-2);text-underline-offset:3px}
a:hover{text-decoration-color:currentColor}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:4px}
main{max-width:560px;margin:0 auto;padding:28px 20px 40px;overflow-wrap:break-word}
.org{display:flex;align-items:center;gap:10px;padding-bottom:22px;font:600 17px/22px var(--serif)}
.org img{flex:none;height:32px;width:auto;max-width:160px}
.org i{flex:none;display:grid;place-items:center;width:28px;height:28px;border-radius:6px;background:var(--accent);color:var(--on-accent);font:400 17px/1 var(--serif)}
h1{font:400 28px/35px var(--serif);letter-spacing:-.012em;text-wrap:balance}
h2{font-size:17px;line-height:24px;font-weight:600;margin-bottom:4px}
.state{display:flex;align-items:center;gap:6px;margin-bottom:10px;color:var(--ok);font-size:15px;font-weight:500}
.say{margin-top:10px;color:var(--ink-2)}
.say b{color:var(--ink);font-weight:500}
.row{display:flex;flex-wrap:wrap;gap:10px;margin-top:22px}
section .row{margin-top:12px}
.btn{display:inline-flex;align-items:center;justify-content:center;gap:7px;min-height:44px;padding:8px 18px;border:1px solid var(--line-2);border-radius:6px;background:var(--surface);color:var(--ink);font:inherit;font-size:15px;line-height:20px;font-weight:500;text-decoration:none;cursor:pointer}
.btn:hover{border-color:var(--edge)}
.btn.first{border-color:var(--accent);background:var(--accent);color:var(--on-accent)}
.btn.chosen{border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent);cursor:default}
.btn.chosen::before{content:"\u2713"}
.btn.bare{border-color:transparent;color:var(--ink-2)}
svg{flex:none;width:16px;height:16px;fill:none;stroke:currentColor;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
label{display:block;margin-top:22px;font-weight:500}
input[type=email]{display:block;width:100%;min-height:44px;margin-top:6px;padding:8px 12px;border:1px solid var(--edge);border-radius:6px;background:var(--surface);color:var(--ink);font:inherit}
input[aria-invalid]{border-color:var(--alert)}
.wrong{margin-top:6px;color:var(--alert)}
.trap{position:absolute;inset-inline-start:-9999px}
blockquote{margin:16px 0 0;padding-inline-start:14px;border-inline-start:2px solid var(--line-2);color:var(--ink-2)}
section{margin-top:30px}
section p{color:var(--ink-2)}
section.ruled{border-top:1px solid var(--line);padding-top:22px}
.lists+h2{margin-top:28px}
.lists{margin-top:20px;border-bottom:1px solid var(--line)}
.lists li{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:4px 16px;align-items:start;padding:16px 0;border-top:1px solid var(--line)}
html[dir=ltr] :is(.lists div,.group){text-align:left}
html[dir=rtl] :is(.lists div,.group){text-align:right}
.lists b{font-weight:600}
.lists span{color:var(--ink-2)}
.lists .lock{padding-top:2px;color:var(--ink-3);font-size:14px}
.switch{position:relative;width:46px;height:44px;padding:0;border:0;background:none;cursor:pointer}
.switch::before{content:"";position:absolute;inset:8px 0;border:2px solid var(--edge);border-radius:14px;background:var(--surface)}
.switch::after{content:"";position:absolute;inset-inline-start:5px;top:13px;width:18px;height:18px;border-radius:50%;background:var(--edge)}
.switch[aria-checked=true]::before{border-color:var(--accent);background:var(--accent)}
.switch[aria-checked=true]::after{inset-inline-start:23px;background:var(--on-accent)}
footer{margin-top:34px;padding-top:16px;border-top:1px solid var(--line);color:var(--ink-3);font-size:14px;line-height:21px}
nav{display:flex;flex-wrap:wrap;gap:0 4px;margin:8px -8px 0}
nav>*{display:inline-flex;align-items:center;min-height:44px;padding:0 8px}
nav [aria-current]{color:var(--ink);font-weight:500}
[dir=rtl] .turns{scale:-1 1}
[dir=rtl] h1{letter-spacing:0}
.toast{position:fixed;left:50%;bottom:16px;translate:-50%;display:flex;align-items:center;gap:12px;width:min(528px,calc(100% - 32px));padding-block:12px;padding-inline:18px 12px;border-radius:10px;background:var(--ink);color:var(--on-ink);font-size:15px;line-height:21px;box-shadow:0 24px 56px -12px rgb(0 0 0/.4)}
.toast .btn{margin-inline-start:auto;background:none;color:inherit;border-color:color-mix(in srgb,var(--on-ink) 45%,transparent)}
.toasted{padding-bottom:112px}
@media (forced-colors:active){.switch::before,.switch::after{forced-color-adjust:none}.toast{border:1px solid}}
`;
