// The style sheet of a what-if page: on screen, on a small one, and on paper. Lines and boxes are borders,
// since browsers leave backgrounds away when they print.
#pragma once

#include <string_view>

namespace eligo::engine {

constexpr std::string_view page_style = R"(
:root { color-scheme: light; }
html { font-size: 15.5px; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 62rem; background: #fff; color: #1d2329;
  font: 1rem/1.5 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", "DejaVu Sans", sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.4rem; line-height: 1.25; margin: 3.2rem 0 .2rem; padding-top: 1rem; border-top: 3px solid #1d2329; }
h3 { font-size: 1.08rem; margin: 2rem 0 .3rem; }
p { margin: .3rem 0 .8rem; max-width: 46rem; }
.dim, .note, .how { color: #545b63; }
.how, .note { font-size: .87rem; }
.note { margin: 0; }
a { color: #1d4f86; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .8rem 0 1.6rem; }
dl.facts dt { color: #545b63; }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
.wide { overflow-x: auto; margin: .6rem 0 1rem; }
table { border-collapse: collapse; width: 100%; font-size: .87rem; }
caption { text-align: left; font-weight: bold; padding-bottom: .3rem; }
th, td { padding: .28rem .55rem; text-align: left; vertical-align: top; border-bottom: 1px solid #d9dce0; }
thead th { vertical-align: bottom; border-bottom: 2px solid #1d2329; }
tbody th { font-weight: normal; }
th.n, td.n { text-align: right; white-space: nowrap; }
thead th.n { white-space: normal; }
.bar { display: block; height: 0; border-top: 4px solid #4a5560; }
th.n[colspan] { text-align: left; padding-left: 1.6rem; }
td.b { width: 7rem; padding-left: 0; }
td.b .bar { border-top-width: .65em; margin-top: .4em; }
figure { margin: .6rem 0 1rem; }
figcaption { font-size: .95rem; margin-bottom: .2rem; }
svg { display: block; width: 100%; height: auto; }
.verdicts { display: grid; grid-template-columns: repeat(4, 1fr); gap: .6rem; margin: .8rem 0 .4rem; padding: 0; }
.verdicts div { border: 1px solid #aab0b7; padding: .4rem .7rem; }
.verdicts b { display: block; font-size: 1.3rem; line-height: 1.3; }
.verdicts .eligible { border: 2px solid #14663d; }
.curves { display: grid; grid-template-columns: 1fr 1fr; gap: .6rem 1.6rem; }
.curves figure { margin: .6rem 0; min-width: 0; }
details { margin: .4rem 0; }
summary { cursor: pointer; color: #1d4f86; font-size: .87rem; }
.funnel { list-style: none; margin: .8rem 0; padding: 0; max-width: 54rem; }
.funnel li { display: grid; grid-template-columns: 20rem 3rem 1fr; position: relative; }
.funnel li > .stay { grid-column: 1; }
.stay { position: relative; border: 1.5px solid #1d2329; padding: .35rem .7rem .45rem; background: #fff; }
.stay b, .end b { font-size: 1.08rem; }
.stay span, .end span { display: block; font-size: .82rem; line-height: 1.35; color: #545b63; }
.stay .bar { margin-top: .3rem; }
.out { grid-column: 3; position: relative; border: 1px solid #8b929a; padding: .3rem .7rem; margin: .35rem 0;
  font-size: .87rem; line-height: 1.4; }
.out.none { border-style: dotted; }
.out .nobody, .out .unknown { color: #545b63; }
/* The stem beside an exclusion, the arrow to it, and the arrow down into the next box. */
.out::before { content: ""; position: absolute; right: 100%; top: 50%; width: calc(10rem + 3rem);
  border-top: 1.5px solid #1d2329; }
.out.none::before { border-top: 1px dotted #8b929a; }
.out::after { content: ""; position: absolute; right: 100%; top: 50%; margin-top: -4px; border: 4.5px solid transparent;
  border-left: 7px solid #1d2329; border-right: 0; }
.out.none::after { border-left-color: #8b929a; }
.funnel li::before { content: ""; position: absolute; left: 10rem; top: 0; bottom: 0; border-left: 1.5px solid #1d2329; }
.funnel li:first-child::before { top: 1rem; }
.funnel .out + .stay { margin-top: .35rem; }
.funnel .out + .stay::before { content: ""; position: absolute; left: calc(10rem - 6px); bottom: 100%;
  border: 5px solid transparent; border-top: 8px solid #1d2329; border-bottom: 0; }
.funnel li.ends { grid-template-columns: repeat(3, 1fr); gap: .8rem; padding-top: 1.1rem; }
.funnel li.ends::before { bottom: auto; height: .55rem; }
.funnel li.ends::after { content: ""; position: absolute; left: calc((100% - 1.6rem) / 6); right: calc((100% - 1.6rem) / 6); top: .55rem;
  border-top: 1.5px solid #1d2329; }
.end::before { content: ""; position: absolute; left: 50%; bottom: 100%; height: .55rem;
  border-left: 1.5px solid #1d2329; }
.end { position: relative; border: 1.5px solid #1d2329; padding: .35rem .7rem; }
.end:first-child { border-width: 3px; }
footer { margin-top: 3rem; padding-top: .8rem; border-top: 1px solid #d9dce0; font-size: .82rem; color: #545b63; }
@media (max-width: 44rem) {
  body { padding: 1.2rem .9rem 3rem; }
  .upset { overflow-x: auto; }
  .upset svg { min-width: 42rem; }
  .curves, .verdicts { grid-template-columns: 1fr; }
  .funnel li { grid-template-columns: 1.4rem 1fr; }
  .funnel li > .stay { grid-column: 1 / 3; }
  .out { grid-column: 2; }
  .out::before { width: .7rem; }
  .funnel li::before { left: .7rem; }
  .funnel .out + .stay::before { left: calc(.7rem - 6px); }
  .funnel li.ends { grid-template-columns: 1fr; }
  .funnel li.ends::after, .end::before { display: none; }
}
@page { size: A4; margin: 15mm; }
@media print {
  html { font-size: 12.5px; }
  body { padding: 0; max-width: none; line-height: 1.4; }
  h3 { margin-top: 1.3rem; }
  .out { margin: .2rem 0; padding: .2rem .6rem; }
  th, td { padding: .15rem .5rem; }
  .funnel, .verdicts { margin-right: 1px; }
  a { color: inherit; text-decoration: none; }
  h2 { break-before: page; margin-top: 0; }
  h1, h2, h3, figcaption, .how { break-after: avoid; }
  svg, figure, tr, .funnel li, .verdicts, .stay, .out { break-inside: avoid; }
  thead { display: table-header-group; }
  .wide { overflow: visible; }
  .dim, .note, .how, dl.facts dt, .stay span, .end span, .out .nobody, .out .unknown, footer { color: #333; }
  details, .screen { display: none; }
}
)";

}  // namespace eligo::engine
