// Opens report pages in Chromium, in both themes and at the width of a phone: node report.mjs <folder of plan --out>...
// What is wrong is told in a line each, and ends with 1. Screenshots go to artifacts/report.
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const pictures = resolve(here, '../../artifacts/report');
mkdirSync(pictures, { recursive: true });
const wrong = [];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
});

for (const folder of process.argv.slice(2)) {
  const stack = basename(folder);
  const plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8'));
  for (const [form, colorScheme, width] of [['light', 'light', 1280], ['dark', 'dark', 1280], ['phone', 'light', 360]]) {
    const say = text => wrong.push(`${stack}, ${form}: ${text}`);
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, reducedMotion: 'reduce', bypassCSP: true });
    const page = await context.newPage();
    page.on('console', message => ['error', 'warning'].includes(message.type()) && say(`console: ${message.text()}`));
    page.on('pageerror', error => say(`script: ${error.message}`));
    const url = pathToFileURL(resolve(folder, 'report.html')).href;
    page.on('request', request => request.url().split('#')[0] !== url && say(`request: ${request.url()}`));
    await page.goto(url);
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));

    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) say(`the page is ${wide} pixels wider than the window`);
    await page.screenshot({ path: join(pictures, `${stack}-${form}.png`), fullPage: true });

    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    for (const { id, help, nodes } of violations) say(`axe ${id}: ${help}: ${nodes.slice(0, 3).map(node => node.target.join(' ')).join(', ')}`);

    // All of the plan is drawn, and what is not drawn because it is in no cluster is listed.
    const drawn = await page.locator('svg.graph .cell').count();
    const ofClusters = plan.clusters.reduce((total, cluster) => total + cluster.resources, 0);
    const outside = plan.resources.length - ofClusters;
    const loose = await page.evaluate(() => [...document.querySelectorAll('details.cluster')].at(-1).querySelector('summary').textContent);
    if (drawn !== ofClusters) say(`${drawn} resources are drawn, of ${ofClusters} in clusters`);
    if (!loose.includes(`${outside} resource`)) say(`the last group is "${loose}", not of ${outside} resources`);

    // By keyboard alone: to the search, to a resource, and to what it waits for.
    await page.keyboard.press('Tab');
    if (!(await page.evaluate(() => document.activeElement.matches('a.skip')))) say('the first stop is not the skip link');
    let stops = 0;
    while (stops < 400 && (await page.evaluate(() => document.activeElement.id)) !== 'seek') {
      await page.keyboard.press('Tab');
      stops++;
    }

    if (stops === 400) say('the keyboard does not reach the search');
    const wanted = plan.resources.find(resource => resource.dependsOn.length > 0 && resource.type.startsWith('kubernetes:'));
    await page.keyboard.type(`${wanted.name} ${wanted.type}`);
    const status = await page.locator('[role=status]').textContent();
    if (!/^[1-9][0-9]* resource/.test(status)) say(`the search says "${status}" of ${wanted.name}`);
    const lit = await page.locator('svg.graph .cell.hit').count();
    if (lit === 0) say('the drawing shows nothing that was found');
    await page.locator('ol.hits button.row', { hasText: wanted.name }).first().focus();
    await page.keyboard.press('Enter');
    const told = await page.locator('.side article').textContent();
    if (!told.includes(wanted.urn)) say(`the resource is not shown with its URN ${wanted.urn}: ${told.slice(0, 300)}`);
    if ((await page.evaluate(() => document.activeElement.id)) !== 'chosen') say('the focus does not go to the resource that was chosen');

    await page.evaluate(() => document.querySelectorAll('details').forEach(each => { each.open = true; }));
    await page.evaluate(() => new Promise(done => setTimeout(done, 200)));
    const opened = await page.evaluate(() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }, undefined));
    for (const { id, help, nodes } of opened.violations) say(`axe, all open, ${id}: ${help}: ${nodes[0].target.join(' ')}`);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wider > 0) say(`with all open, the page is ${wider} pixels wider than the window`);
    await page.locator('#resources').scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(pictures, `${stack}-${form}-found.png`) });
    await context.close();
  }

  // As a reader opens it: with the policy of the page in force, and on paper.
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.on('console', message => ['error', 'warning'].includes(message.type()) && wrong.push(`${stack}, as opened: ${message.text()}`));
  page.on('pageerror', error => wrong.push(`${stack}, as opened: ${error.message}`));
  const begun = Date.now();
  await page.goto(pathToFileURL(resolve(folder, 'report.html')).href);
  await page.locator('svg.graph .cell').first().waitFor();
  const took = Date.now() - begun;
  await page.locator('#seek').fill('keda');
  if ((await page.locator('ol.hits li').count()) === 0) wrong.push(`${stack}, as opened: the search finds no keda`);
  await page.pdf({ path: join(pictures, `${stack}.pdf`), format: 'A4' });
  console.log(`${stack}: ${plan.resources.length} resources drawn in ${took} ms`);
  await context.close();
}

await browser.close();
for (const line of wrong) console.error(line);
console.log(wrong.length === 0 ? 'The report pages are sound.' : `${wrong.length} mistakes in report pages.`);
process.exitCode = wrong.length === 0 ? 0 : 1;
