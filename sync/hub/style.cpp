// The look of design/interface.md: calm, warm, adult; the same tokens as on the kiosk.
#include "sync/hub/html.h"

namespace accanto::hub {

std::string style_sheet() {
    return R"css(:root{--paper:#F7F3EC;--card:#fff;--ink:#1C2733;--soft:#46515C;--deep:#0B5A5E;--warm:#E2703A;--line:#E4DDD0;
--mint:#DCEDE9;--peach:#FBE4D5;--lavender:#E7E4F4;--butter:#FFF1CC;--sky:#DCEAF7;--rose:#F8DEE3;--green:#0F4F2A;--amber:#5E3A00;--red:#7F1020}
*{box-sizing:border-box}
html{font:400 18px/1.5 "Noto Sans","Noto Sans Arabic",system-ui,sans-serif;color:var(--ink);background:var(--paper);-webkit-text-size-adjust:100%}
body{margin:0}
a{color:var(--deep)}
a:focus-visible,button:focus-visible,input:focus-visible,summary:focus-visible{outline:3px solid var(--warm);outline-offset:3px;border-radius:6px}
.skip{position:absolute;inset-inline-start:-999px}
.skip:focus{inset-inline-start:1rem;top:1rem;background:#fff;padding:.5rem 1rem;z-index:2}
.inner,main{max-width:74rem;margin:0 auto;padding:0 1.5rem}
header{background:var(--deep);color:#fff;padding:1.1rem 0 1.3rem}
header .inner{display:grid;grid-template-columns:auto 1fr;gap:.2rem 1.4rem;align-items:center}
.brand{display:flex;align-items:center;gap:.6rem;margin:0;font-weight:700;font-size:1.15rem}
.brand .picture{width:40px;height:40px}
h1{grid-column:1/-1;margin:.3rem 0 0;font-size:1.9rem;line-height:1.2;font-weight:700}
.languages{grid-row:1;grid-column:2;justify-self:end;display:flex;flex-wrap:wrap;gap:.1rem .2rem;justify-content:flex-end}
.languages a{color:#fff;text-decoration:none;padding:.5rem .6rem;border-radius:8px;font-size:.9rem}
.languages a:hover{background:#0A6467;text-decoration:underline}
.languages a[aria-current]{background:#fff;color:var(--deep);font-weight:700}
main{padding-top:1.4rem;padding-bottom:2.5rem}
h2{font-size:1.35rem;line-height:1.25;margin:2.2rem 0 .6rem}
h3{font-size:1.15rem;margin:0;line-height:1.3}
h4{font-size:1rem;margin:0 0 .5rem}
p{margin:.3rem 0}
.lead,.calm,.dates{color:var(--soft)}
.card{background:var(--card);border:1px solid var(--line);border-radius:18px;padding:1.3rem 1.4rem;box-shadow:0 2px 10px rgba(28,39,51,.05)}
.banner{display:flex;align-items:center;gap:1rem;border-radius:18px;padding:1.1rem 1.4rem}
.banner .headline{font-size:1.4rem;font-weight:700;line-height:1.3;margin:0}
.banner .light{width:44px;height:44px;flex:none}
.banner.green{background:var(--mint);color:var(--green)}
.banner.amber{background:var(--butter);color:var(--amber)}
.banner.red{background:var(--rose);color:var(--red)}
.banner.empty{background:var(--card);border:1px solid var(--line)}
.banner code{background:var(--paper);padding:.2rem .5rem;border-radius:6px;direction:ltr;unicode-bidi:isolate;overflow-wrap:anywhere}
.light{flex:none;vertical-align:-.3em}
.light.quiet{color:#6B7580}.light.green{color:#1E6B3A}.light.amber{color:#8A5200}.light.red{color:#A3182C}
.periods{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem;margin:1.3rem 0 1rem}
.periods a{padding:.5rem 1.1rem;border-radius:999px;background:var(--card);border:1px solid var(--line);text-decoration:none;font-weight:600;min-height:44px;display:inline-flex;align-items:center}
.periods a:hover{border-color:var(--deep)}
.periods a[aria-current]{background:var(--deep);border-color:var(--deep);color:#fff}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(12.2rem,1fr));gap:1rem}
.tile{border-radius:18px;padding:1.2rem 1.3rem}
.tile h2{display:flex;align-items:center;gap:.6rem;font-size:1rem;margin:0;font-weight:600}
.tile .picture{width:40px;height:40px;flex:none}
.tile .figure{font-size:2.7rem;line-height:1.15;font-weight:700;margin:.5rem 0 .3rem}
.tile .figure.long{font-size:1.95rem;line-height:1.6}
.tile .trend{font-size:.88rem;margin:.5rem 0 0;border-top:1px solid rgba(28,39,51,.18);padding-top:.4rem}
.butter{background:var(--butter)}
.filters{padding:.3rem 1.2rem;margin:0 0 1.2rem}
.filters summary{font-weight:600;font-size:1rem;min-height:44px;display:flex;align-items:center}
.filters form{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:.8rem 1rem;padding:.4rem 0 1rem;align-items:end}
.go{display:flex;gap:1rem;align-items:center}
.go button{margin:0}
select{width:100%;font:inherit;padding:.62rem .6rem;border:2px solid var(--soft);border-radius:12px;background:#fff;color:var(--ink);min-height:48px}
select:focus-visible,.scroll:focus-visible{outline:3px solid var(--warm);outline-offset:3px}
.targets{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(19rem,100%),1fr))}
.target h3{display:flex;gap:.6rem;align-items:center}
.target .figure{font-size:2rem;font-weight:700;margin:.3rem 0 0;line-height:1.2}
.target .behind{color:var(--amber);font-weight:600}
.figures{columns:2 24rem;column-gap:1rem}
.figures.wide{columns:1;margin-top:1rem}
.one{break-inside:avoid;margin-bottom:1rem}
.one h3{margin-bottom:.6rem}
.chart{display:block;width:100%;height:auto;max-width:34rem;margin:.3rem 0 .5rem;font-family:inherit}
.chart.as-drawn{direction:ltr}
.note{font-size:.86rem;color:var(--soft);margin:.7rem 0 0}
.files{display:flex;gap:1.2rem;margin:.6rem 0 0;font-size:.9rem}
.files a{padding:.45rem 0}
.scroll{overflow-x:auto}
caption{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
table.plain{font-size:.94rem}
table.plain tbody th{width:auto}
table.plain th .light{margin-inline-end:.5rem;width:20px;height:20px}
.ways{display:flex;flex-wrap:wrap;gap:.6rem 1.6rem;margin-top:1rem}
.ways a{padding:.5rem 0;font-weight:600}
.quarters{display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(min(20rem,100%),1fr));align-items:start}
.quarter{padding:1rem 1.1rem}
.quarter ul{list-style:none;margin:.4rem 0 0;padding:0}
.quarter li a{display:flex;align-items:center;gap:.6rem;color:var(--ink);text-decoration:none;padding:.3rem .2rem;border-radius:10px;min-height:44px}
.quarter li a:hover{background:var(--mint)}
.quarter li span{flex:1 1 auto;line-height:1.25}
.quarter small{display:block;color:var(--soft)}
.disc{flex:none}
.tile .below{color:var(--ink);font-size:.94rem;margin:0}
.mint{background:var(--mint)}.peach{background:var(--peach)}.lavender{background:var(--lavender)}.sky{background:var(--sky)}
.bar{display:block;width:100%;height:16px;border-radius:8px}
.keys{list-style:none;margin:.6rem 0 0;padding:0;font-size:.94rem}
.keys li{display:flex;gap:.5rem;align-items:baseline}
.key{flex:none}
.points{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(22rem,100%),1fr));gap:1rem}
.said li.quiet{color:var(--soft)}
.point h3{display:flex;gap:.7rem;align-items:center;font-size:1.25rem}
.point h3 a{color:var(--ink);text-decoration-thickness:1px;text-underline-offset:4px}
.small{display:flex;flex-wrap:wrap;gap:.3rem 1.6rem;margin:.7rem 0 .9rem}
.small dt{color:var(--soft);font-size:.86rem}
.small dd{margin:0;font-weight:700;font-size:1.15rem}
.kiosks,.said{list-style:none;margin:0;padding:0}
.kiosk{border-top:1px solid var(--line);padding:.9rem 0 .2rem}
.said li{display:flex;gap:.6rem;align-items:flex-start;padding:.22rem .1rem}
.said .light{width:22px;height:22px;margin-top:.15rem}
.said li.amber,.said li.red{font-weight:600;border-radius:10px;padding:.5rem .6rem;margin:.15rem 0}
.said li.amber{background:var(--butter);color:var(--amber)}
.said li.red{background:var(--rose);color:var(--red)}
details{margin-top:.5rem}
summary{cursor:pointer;color:var(--deep);padding:.45rem 0;font-size:.94rem}
details dl{margin:.2rem 0 .4rem;font-size:.94rem}
details dl div{display:flex;justify-content:space-between;gap:1rem;border-bottom:1px solid var(--line);padding:.3rem 0}
details dt{color:var(--soft)}
details dd{margin:0}
.funnels{display:grid;gap:1rem}
.finding{font-weight:700;font-size:1.05rem;margin:.5rem 0 .8rem}
table{width:100%;border-collapse:collapse}
th,td{text-align:start;font-weight:400;padding:.42rem .5rem;border-top:1px solid var(--line);vertical-align:middle}
thead th,thead td{border-top:0;color:var(--soft);font-size:.86rem}
tbody th{width:36%}
.step{display:inline-grid;place-items:center;width:1.8rem;height:1.8rem;border-radius:50%;background:var(--mint);color:var(--deep);font-weight:700;font-size:.9rem;margin-inline-end:.35rem}
td.n,th.n{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap;width:6rem}
td.chart{width:40%}
.hardest th,.hardest td{background:var(--peach);font-weight:700}
.hardest .step{background:#fff}
.here{display:inline-block;background:#fff;color:#8A3A10;border-radius:999px;padding:.05rem .7rem;font-size:.82rem}
.sign-in{max-width:30rem;margin:2rem auto}
.sign-in h2{margin-top:0}
label{display:block;font-weight:600;margin-bottom:.3rem}
input{width:100%;font:inherit;padding:.7rem .9rem;border:2px solid var(--soft);border-radius:12px;background:#fff;color:var(--ink);direction:ltr}
button{font:inherit;font-weight:700;color:#fff;background:var(--deep);border:0;border-radius:14px;padding:.75rem 1.6rem;min-height:48px;margin-top:.8rem;cursor:pointer}
button:hover{background:#0A6467}
button.plain{background:none;color:var(--deep);font-weight:400;text-decoration:underline;padding:.4rem 0;margin:0}
.offices{background:var(--card);border-bottom:1px solid var(--line);padding:.4rem 0}
.offices{display:flex;flex-wrap:wrap;gap:.2rem .4rem;padding-inline:max(1.5rem,calc((100% - 71rem)/2))}
.offices a{padding:.5rem .9rem;border-radius:10px;text-decoration:none;font-weight:600;min-height:44px;display:inline-flex;align-items:center}
.offices a:hover{background:var(--mint)}
.offices a[aria-current]{background:var(--mint);box-shadow:inset 0 -3px 0 var(--deep)}
.cards{list-style:none;margin:1rem 0;padding:0;display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(min(22rem,100%),1fr));align-items:start}
.person p .light{margin-inline-end:.5rem}
.person details form+form{border-top:1px solid var(--line);margin-top:1rem}
.person code,.secret code{overflow-wrap:anywhere}
.office{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(15rem,100%),1fr));gap:.8rem 1rem;align-items:start;padding:.6rem 0}
.office .go,.office fieldset{grid-column:1/-1}
.field .calm{font-size:.9rem;margin:.3rem 0 0}
.field.tick{display:flex;gap:.7rem;align-items:center;min-height:48px;grid-column:1/-1}
.field.tick input{width:1.5rem;height:1.5rem;flex:none}
.field.tick label{margin:0}
fieldset{border:1px solid var(--line);border-radius:14px;margin:0;padding:.6rem 1rem;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(15rem,100%),1fr));gap:.3rem 1rem}
legend{font-weight:600;padding:0 .4rem}
input[type=file]{padding:.6rem}
progress{width:8rem;height:.8rem;accent-color:var(--deep)}
.told{display:flex;gap:.8rem;align-items:flex-start;border-radius:14px;padding:.9rem 1.1rem;margin:0 0 1.2rem}
.told.done{background:var(--mint);color:var(--green)}
.secret code{display:inline-block;font-size:1.5rem;font-weight:700;letter-spacing:.06em;background:#fff;color:var(--ink);border-radius:10px;padding:.4rem .9rem}
.roles div{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.2rem 1rem;padding:.4rem 0}
.roles dt{font-weight:600}.roles dd{margin:0}
@media (max-width:36rem){.roles div{grid-template-columns:1fr}}
textarea{width:100%;box-sizing:border-box;font:.95rem/1.5 ui-monospace,monospace;padding:.7rem;border:2px solid var(--soft);border-radius:12px;background:#fff;color:var(--ink)}
textarea:focus-visible{outline:3px solid var(--warm);outline-offset:3px}
.field.wide{grid-column:1/-1}
.lights{list-style:none;display:grid;gap:.6rem}
.lights li{display:flex;flex-wrap:wrap;gap:.6rem;align-items:flex-start}.lights li span{flex:1;min-width:0}.lights li p{flex-basis:100%;margin:0}
section>.card+.card{margin-top:1rem}
.sign-in details{margin-top:1.4rem;border-top:1px solid var(--line);padding-top:.6rem}
.fault{display:flex;gap:.6rem;background:var(--rose);color:var(--red);border-radius:12px;padding:.6rem .8rem;font-weight:600}
footer{border-top:1px solid var(--line);color:var(--soft);font-size:.9rem;padding:1rem 0 2rem}
footer .inner{display:flex;flex-wrap:wrap;gap:.3rem 1.6rem;align-items:center}
footer p{flex:1 1 24rem}
@media (max-width:40rem){.tiles{grid-template-columns:repeat(2,1fr)}html{font-size:17px}.inner,main{padding-inline:1rem}header .inner{grid-template-columns:1fr}.languages{grid-row:auto;grid-column:1;justify-self:start;justify-content:flex-start;margin-inline-start:-.6rem}
h1{font-size:1.55rem}.tiles{gap:.7rem}.tile{padding:1rem}.tile .figure{font-size:2.1rem}.tile .figure.long{font-size:1.6rem}.tile .picture{width:32px;height:32px}.banner .headline{font-size:1.15rem}
.funnel table,.funnel tbody,.funnel tr{display:block}.funnel thead{position:absolute;inset-inline-start:-999rem}.funnel tbody tr{display:grid;grid-template-columns:1fr auto auto;gap:.1rem .8rem;border-top:1px solid var(--line);padding:.5rem .3rem;align-items:center}
.funnel tbody th,.funnel tbody td{border:0;padding:0;width:auto}.funnel tbody th{grid-column:1/-1}td.chart{width:auto}td.n{width:auto;min-width:2rem}td.stopped{color:#8A3A10;font-weight:700}
.hardest{background:var(--peach);border-radius:12px}.hardest th,.hardest td{background:none}}
@media (max-width:24rem){.tiles{grid-template-columns:1fr}}
@media (prefers-contrast:more){.card,.tile,.banner{border:2px solid var(--ink)}.lead,.calm,.dates{color:var(--ink)}}
@page{size:A4;margin:14mm}
@media print{html{font-size:10.5pt;background:#fff}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}header{background:none;color:var(--ink);padding:0}header .inner,main{max-width:none;padding:0}
.languages,.offices,.periods,.filters,.screen,.brand,.one details,.files,.skip,.ways,footer,.banner{display:none}.card{break-inside:avoid;box-shadow:none;padding:.8rem 1rem}.one:has(tbody tr:nth-child(24)){break-inside:auto}
.tiles{grid-template-columns:repeat(5,1fr);gap:.5rem}.tile{padding:.6rem .7rem}.tile h2{font-size:.8rem}.tile .picture{width:24px;height:24px}.tile .figure{font-size:1.6rem}.tile .figure.long{font-size:1.25rem}.tile .below,.tile .trend{font-size:.76rem}
.targets{grid-template-columns:repeat(3,1fr)}.figures{columns:2;column-gap:.8rem}.one{margin-bottom:.8rem}.figures.wide{columns:1}h2{break-after:avoid;margin:1.2rem 0 .4rem}.scroll{overflow:visible}table.plain{font-size:.84rem}th,td{padding:.22rem .3rem}thead{display:table-header-group}}
)css";
}

} // namespace accanto::hub
