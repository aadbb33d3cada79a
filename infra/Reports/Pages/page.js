'use strict';
(() => {
  const data = JSON.parse(document.getElementById('plan').textContent);
  const svgSpace = 'http://www.w3.org/2000/svg';
  const number = new Intl.NumberFormat('en-US');
  const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 });

  // Every text of the plan goes through here as a text node: none is ever read as markup.
  const fill = (element, attributes, children) => {
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (typeof value === 'function') element.addEventListener(name, value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
    }
    element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
    return element;
  };
  const h = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);
  const s = (name, attributes, ...children) => fill(document.createElementNS(svgSpace, name), attributes, children);
  const sized = (element, styles) => { Object.assign(element.style, styles); return element; };
  const count = (many, what) => `${number.format(many)} ${what}${many === 1 ? '' : 's'}`;
  const sum = (list, of) => list.reduce((total, each) => total + of(each), 0);
  const grouped = (list, of) => {
    const groups = new Map();
    for (const each of list) {
      if (!groups.has(of(each))) groups.set(of(each), []);
      groups.get(of(each)).push(each);
    }
    return groups;
  };
  const span = (min, max, format = value => number.format(value)) => min === max ? format(min) : `${format(min)} – ${format(max)}`;
  const percent = part => `${(part * 100).toFixed(3)}%`;
  const pairs = list => h('dl', { class: 'pairs' }, list.filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([term, value]) => [h('dt', null, term), h('dd', null, value)]));

  const table = (caption, head, rows, label = caption) => h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label },
    h('table', null,
      h('caption', { class: caption ? null : 'hidden' }, caption || label),
      h('thead', null, h('tr', null, head.map(cell => h('th', { scope: 'col', class: cell.kind }, cell.text ?? cell)))),
      h('tbody', null, rows.map(row => h('tr', null, row.map((cell, at) => at === 0
        ? h('th', { scope: 'row' }, cell)
        : h('td', { class: head[at].kind }, cell)))))));

  const main = document.getElementById('main');
  const contents = [];
  const section = (id, title, lead, ...children) => {
    contents.push([id, title]);
    main.append(h('section', { 'aria-labelledby': id }, h('h2', { id }, title), lead && h('p', { class: 'soft' }, lead), children));
  };

  const errors = data.findings.filter(finding => finding.severity === 'error' && !finding.accepted);
  const accepted = data.findings.filter(finding => finding.accepted);
  const warnings = data.findings.length - errors.length - accepted.length;
  const gpus = sum(data.clusters, cluster => sum(cluster.pools, pool => (pool.gpu?.count ?? 0) * pool.max));
  const devices = sum(data.clusters, cluster => sum(cluster.pools, pool => (pool.neuron?.count ?? 0) * pool.max));
  const planned = data.resources.length > 0;
  // A column for each cluster can be read for a few.
  const few = data.clusters.length <= 8;

  overview();
  findings();
  if (data.clusters.length > 0) clusters();
  accelerators();
  if (data.teams.length > 0) teams();
  if (data.clusters.some(cluster => cluster.addOns.length > 0)) addOns();
  if (data.cost) cost();
  if (planned) resources();
  if (data.sovereignty) sovereignty();
  if (data.conformance.length > 0) conformance();
  document.getElementById('contents').append(h('ul', null,
    contents.map(([id, title]) => h('li', null, h('a', { href: `#${id}` }, title)))));

  function overview() {
    const figures = [
      ['Clusters', number.format(data.clusters.length)],
      ['GPUs at most', number.format(gpus)],
      devices > 0 && ['Neuron devices at most', number.format(devices)],
      ['Teams', number.format(data.teams.length)],
      planned && ['Resources', number.format(data.resources.length)],
      data.cost && ['A month, at list prices', span(data.cost.monthly.min, data.cost.monthly.max, compactMoney)],
      ['Errors and warnings', `${number.format(errors.length)} / ${number.format(warnings)}`],
    ];
    document.getElementById('top').append(
      h('h1', null, h('span', null, `${data.project} / `), data.stack),
      h('p', { class: 'soft' }, data.organization ? `A fleet of ${data.organization}.` : 'The stack file could not be read.'),
      h('dl', { class: 'figures' }, figures.filter(Boolean).map(([term, value]) => h('div', null, h('dt', null, term), h('dd', null, value)))));
  }

  function compactMoney(value) {
    return new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', notation: 'compact', maximumSignificantDigits: 2 }).format(value);
  }

  function findings() {
    const item = finding => h('li', null,
      h('span', { class: `tag ${finding.accepted ? '' : finding.severity}` }, finding.accepted ? 'accepted' : finding.severity), ' ',
      h('strong', null, finding.code), ' ', h('code', null, finding.path),
      finding.place && h('span', { class: 'soft small' }, ` ${finding.place.file}, line ${finding.place.line}`),
      h('p', null, finding.message),
      finding.accepted && h('p', { class: 'soft' }, `${finding.accepted.reason} Until ${finding.accepted.until}.`));
    const open = data.findings.filter(finding => !finding.accepted);
    section('findings', 'Findings',
      open.length === 0 && 'Every rule is kept.',
      open.length > 0 && h('ul', { class: 'findings' }, open.sort((a, b) => (a.severity > b.severity) - (a.severity < b.severity)).map(item)),
      accepted.length > 0 && [h('h3', { class: 'wide' }, 'Accepted'), h('ul', { class: 'findings' }, accepted.map(item))]);
  }

  function clusters() {
    const logins = {
      own: 'its own service account', role: 'a role that the hub’s role assumes', federation: 'an identity that trusts the hub’s issuer',
      token: 'the token of a service account',
    };
    const delivery = way => !way ? null
      : way.way === 'push' ? `pushed by ${way.by}, with ${logins[way.login]}`
      : way.way === 'pull' ? `pulls${way.noPush ? `, because ${way.noPush}` : ''}` : 'by its own Argo CD';
    const nodes = cluster => sum(cluster.pools, pool => pool.max) + (cluster.systemPool?.max ?? 0);
    section('clusters', 'Clusters', null, h('div', { class: 'cards' }, data.clusters.map(cluster => h('article', { class: 'card' },
      h('h3', null, cluster.name, h('span', { class: 'tag' }, cluster.title),
        cluster.role === 'hub' && h('span', { class: 'tag accent' }, 'hub')),
      pairs([
        ['Place', [cluster.region, cluster.country && `, ${cluster.country}`]],
        ['Operator', [cluster.operator.name, cluster.operator.jurisdictions.length > 0
          && h('span', { class: 'soft' }, ` under the law of ${cluster.operator.jurisdictions.join(', ').toUpperCase()}`)]],
        ['Account', cluster.account],
        ['Zones', cluster.zones.join(', ')],
        ['Network', cluster.network],
        ['Kubernetes', cluster.distributionRelease ? `${cluster.version} (${cluster.distributionRelease})` : cluster.version],
        ['Nodes', `up to ${number.format(nodes(cluster))}`],
        ['Pools', cluster.pools.map(pool => pool.name).join(', ')],
        ['Delivery', delivery(cluster.delivery)],
        ['Alerts reach', cluster.alertsReach],
        ['Backups', cluster.backups.map(backup => `${backup.name} (${backup.schedule}), kept ${count(backup.retentionDays, 'day')}`).join('; ')],
        ['Resources', planned ? number.format(cluster.resources) : null],
      ])))));
  }

  // A bar is a GPU, as wide as its memory; what it is cut into is drawn in proportion.
  function accelerators() {
    const pools = data.clusters.flatMap(cluster => cluster.pools.filter(pool => pool.gpu || pool.neuron).map(pool => ({ cluster, pool })));
    if (pools.length === 0) return;
    const widest = Math.max(...pools.map(({ pool }) => pool.gpu?.memoryGB ?? 0), 1);
    section('gpus', 'GPUs',
      'One node of each pool. The width of a bar is the memory of a GPU; MIG devices and MPS clients have the part that is drawn, '
      + 'time slices take turns on all of it.',
      h('div', { class: 'pools' }, pools.map(({ cluster, pool }) => h('article', { class: 'pool' },
        h('div', null,
          h('h3', null, `${pool.name} `, h('span', { class: 'soft' }, `of ${cluster.name}`)),
          h('p', { class: 'small soft' }, pool.machine ?? 'own hosts', h('br'),
            `${pool.capacity ? `${span(pool.min, pool.max)} nodes, ${pool.capacity}` : count(pool.max, 'node')}`
            + (pool.provisioner === 'karpenter' ? ', Karpenter' : ''))),
        h('div', null,
          h('p', { class: 'small' }, h('strong', null, pool.gpu
            ? `${pool.gpu.count} × ${pool.gpu.title}` : `${pool.neuron.count} × ${pool.neuron.title}`), pool.gpu && ` ${sharing(pool)}`),
          pool.gpu && h('div', { class: 'node', 'aria-hidden': 'true' },
            Array.from({ length: pool.gpu.count }, () => bar(pool, widest))),
          shares(cluster, pool))))));
  }

  // The memory of a MIG device, which its profile ends with: 1g.12gb, 1g.10gb+me.
  function memoryOf(profile) {
    return Number(/\.(\d+)gb/.exec(profile)?.[1] ?? 0);
  }

  function sharing(pool) {
    const { gpu, schedulable } = pool;
    const each = gpu.count > 0 ? schedulable.perNode / gpu.count : 0;
    const doubt = schedulable.verified ? '' : ' Not verified: the labels of its nodes are an administrator’s.';
    switch (gpu.sharing.mode) {
      case 'mig': {
        const used = memoryOf(gpu.sharing.profile) * each;
        return `cut into ${each} × ${gpu.sharing.profile} each: ${used} of ${gpu.memoryGB} GB.${doubt}`;
      }
      case 'mps': return `shared by ${each} at a time, each with ${(gpu.memoryGB / each).toFixed(1)} GB.${doubt}`;
      case 'time-slicing': return `shared by ${each} that take turns, without a limit to their memory.${doubt}`;
      default: return 'one pod each.';
    }
  }

  function bar(pool, widest) {
    const { gpu, schedulable } = pool;
    const each = schedulable.perNode / gpu.count;
    const part = gpu.sharing.mode === 'mig' ? memoryOf(gpu.sharing.profile) / gpu.memoryGB : 1 / each;
    const cells = Array.from({ length: each }, () => sized(h('i'), gpu.sharing.mode === 'time-slicing' ? {} : { width: percent(part) }));
    const rest = gpu.sharing.mode === 'mig' ? 1 - part * each : 0;
    if (rest > 0.001) cells.push(sized(h('i', { class: 'rest' }), { width: percent(rest) }));
    return sized(
      h('div', { class: `gpu ${gpu.sharing.mode === 'time-slicing' ? 'time' : ''} ${schedulable.verified ? '' : 'unverified'}` }, cells),
      { width: percent(gpu.memoryGB / widest) });
  }

  function shares(cluster, pool) {
    const { resource, most, free } = pool.schedulable;
    const own = data.teams.flatMap(team => team.shares
      .filter(share => share.cluster === cluster.name && share.pool === pool.name && share.guaranteed > 0)
      .map(share => ({ name: team.name, many: share.guaranteed })));
    return [
      most > 0 && own.length > 0 && h('div', { class: 'share', 'aria-hidden': 'true' },
        own.map(({ many }) => sized(h('i'), { width: percent(many / most) }))),
      h('ul', { class: 'legend' },
        h('li', null, `up to ${number.format(most)} `, h('code', null, resource)),
        own.map(({ name, many }) => h('li', null, `${name} ${number.format(many)}`)),
        data.teams.length > 0 && h('li', null, `free ${number.format(free)}`)),
    ];
  }

  function teams() {
    const rows = data.teams.flatMap(team => team.clusters.flatMap(cluster => {
      const own = team.shares.filter(share => share.cluster === cluster);
      return own.length === 0 ? [[team.name, cluster, '–', '–', '–', '–', '–']] : own.map(share => [
        team.name, cluster, share.pool, h('code', null, share.resource), number.format(share.guaranteed), number.format(share.borrowable),
        share.listPrice === null ? 'unknown' : money.format(share.listPrice),
      ]);
    }));
    section('teams', 'Teams', null,
      h('div', { class: 'cards' }, data.teams.map(team => h('article', { class: 'card' },
        h('h3', null, team.name),
        pairs([
          ['Owners', team.owners.join(', ')], ['Cost centre', team.costCentre], ['Data', team.dataClass],
          ['Clusters', team.clusters.join(', ')],
          ['On each', `${count(team.cpu, 'processor')}, ${number.format(team.memoryGiB)} GiB of memory, ${number.format(team.storageGiB)} GiB of volumes`],
          ['Budget', team.budget === null ? null : `${number.format(team.budget)} a month, on each cluster`],
        ])))),
      table('Shares of pools', ['Team', 'Cluster', 'Pool', 'Of', { text: 'Guaranteed', kind: 'number' },
        { text: 'Borrowable', kind: 'number' }, { text: 'List price a month', kind: 'number' }], rows));
  }

  function addOns() {
    const all = new Map();
    for (const cluster of data.clusters) {
      for (const addOn of cluster.addOns) {
        all.set(addOn.name, all.get(addOn.name) ?? { ...addOn, on: new Set() });
        all.get(addOn.name).on.add(cluster.name);
      }
    }
    section('add-ons', 'Add-ons', null, table('', ['Add-on', 'Version', 'Namespace',
      ...(few ? data.clusters.map(cluster => ({ text: cluster.name, kind: 'mark' })) : ['Clusters'])],
      [...all.values()].map(addOn => [addOn.name, addOn.version, addOn.namespace,
        ...(few ? data.clusters.map(cluster => addOn.on.has(cluster.name)
          ? [h('span', { 'aria-hidden': 'true' }, '●'), h('span', { class: 'hidden' }, 'yes')] : h('span', { class: 'hidden' }, 'no'))
          : [addOn.on.size === data.clusters.length ? 'all' : `${number.format(addOn.on.size)}: ${[...addOn.on].slice(0, 6).join(', ')}`])]),
      'Add-ons of each cluster'));
  }

  function cost() {
    const { cost: bill } = data;
    const most = Math.max(...bill.clusters.map(cluster => cluster.monthly.max), 1);
    const range = cluster => h('span', { class: 'range', 'aria-hidden': 'true' },
      sized(h('i'), { left: '0', width: percent(cluster.monthly.max / most) }), sized(h('i'), { width: percent(cluster.monthly.min / most) }));
    section('cost', 'Cost',
      `${span(bill.monthly.min, bill.monthly.max, money.format)} a month of ${bill.hoursOfMonth} hours at list prices in US dollars: `
      + `with every pool at its minimum, and at its maximum; ${bill.logsGBPerDay} GB of logs a day and cluster.`
      + (bill.unknown > 0 ? ` ${count(bill.unknown, 'item')} without a known price ${bill.unknown === 1 ? 'is' : 'are'} in no sum.` : ''),
      table('', ['Cluster', { text: 'Minimum', kind: 'number' }, { text: 'Maximum', kind: 'number' },
        { text: 'GPU nodes at most', kind: 'number' }, { text: 'Unknown', kind: 'number' }, 'Scale'],
        bill.clusters.map(cluster => [cluster.name, money.format(cluster.monthly.min), money.format(cluster.monthly.max),
          money.format(cluster.gpuNodes.monthly.max), number.format(cluster.unknown), range(cluster)]), 'Cost of each cluster'),
      bill.clusters.map(cluster => {
        const more = h('details', { class: 'list' }, h('summary', null, `What ${cluster.name} is charged with`));
        more.addEventListener('toggle', () => {
          if (more.open && more.children.length === 1) more.append(table('', ['Part', 'What', { text: 'Price', kind: 'number' }, 'For a',
            { text: 'Minimum', kind: 'number' }, { text: 'Maximum', kind: 'number' }, 'Source'], cluster.items.map(item => [
            item.part, item.title, item.price === null ? 'unknown' : `$${item.price}`, item.unit,
            item.monthly ? money.format(item.monthly.min) : '–', item.monthly ? money.format(item.monthly.max) : '–',
            item.source ? [/^https:\/\//.test(item.source.url) ? h('a', { href: item.source.url, rel: 'noreferrer' }, item.source.title)
              : item.source.title, `, ${item.source.date}`] : item.note ?? '–',
          ]), `Cost of ${cluster.name}`));
        });
        return more;
      }),
      h('p', { class: 'small soft' }, `Not counted: ${bill.notCounted.join('; ')}.`));
  }

  function sovereignty() {
    const { borders, places, resources: rows, notKnown } = data.sovereignty;
    const place = each => [each.place.region, each.place.country && `, ${each.place.country}`];
    const operator = each => [each.place.operator ?? (each.place.laws.length > 0 ? 'not named' : 'unknown'),
      each.place.laws.length > 0 && h('span', { class: 'soft' }, ` (${each.place.laws.join(', ').toUpperCase()})`)];
    const more = h('details', { class: 'list' }, h('summary', null, `All ${count(rows.length, 'place')} of data, one by one`));
    more.addEventListener('toggle', () => {
      if (more.open && more.children.length === 1) more.append(table('', ['Name', 'Cluster', 'What', 'Place', 'Operator', 'Key', 'Reached', 'Kept', 'Open'],
        rows.map(row => [row.name, row.cluster ?? 'all', `${row.role} ${row.what}`, place(row), operator(row), row.key?.owner ?? '–',
          [row.reached.by, row.reached.detail && ` (${row.reached.detail})`], row.kept ?? '–',
          row.open.map(finding => finding.code).join(', ') || '–']), 'Every place of data'));
    });
    section('sovereignty', 'Sovereignty',
      `Data may be in ${borders.locations.join(', ').toUpperCase()}, under operators of ${borders.operators.join(', ').toUpperCase()}; `
      + `endpoints are ${borders.endpoints}, keys ${borders.keys}.`,
      table('', ['Cluster', 'Place', 'Operator', ...['Stores', 'Processes', 'Routes', 'Customer keys', 'Other keys', 'Public', 'Open']
        .map(text => ({ text, kind: 'number' }))], places.map(each => [each.cluster ?? 'all', place(each), operator(each),
        ...[each.stores, each.processes, each.routes, each.customerKeys, each.otherKeys, each.public, each.open].map(many => number.format(many))]),
      'Where data is, by cluster'),
      more,
      notKnown.length > 0 && h('details', { class: 'list' }, h('summary', null, 'What no plan can show'),
        h('ul', null, notKnown.map(text => h('li', null, text)))));
  }

  function conformance() {
    const stateOf = (cluster, at) => [cluster.answers[at].state,
      cluster.answers[at].note && h('span', { class: 'soft small' }, h('br'), cluster.answers[at].note)];
    const countsOf = at => [...grouped(data.conformance, cluster => cluster.answers[at].state)]
      .map(([state, clusters]) => `${state}: ${number.format(clusters.length)}`).join(', ');
    section('conformance', 'Conformance',
      `Kubernetes AI Conformance ${data.conformanceVersion}, as the plan shows it. Nothing was run.`,
      table('', ['Requirement', 'Level', ...(few ? data.conformance.map(cluster => cluster.name) : ['Clusters'])],
        data.conformance[0].answers.map(({ id, level }, at) => [id.replaceAll('_', ' '), level,
          ...(few ? data.conformance.map(cluster => stateOf(cluster, at)) : [countsOf(at)])]),
        'Requirements by cluster'));
  }

  function resources() {
    const all = data.resources.map(([type, name, parent, provider, dependsOn, cluster, part, protect], index) => ({
      index, type: data.types[type], name, parent, provider, dependsOn, cluster, part: data.parts[part]?.name ?? null, protect, neededBy: [],
    }));
    for (const resource of all) {
      for (const other of new Set([...resource.dependsOn, ...(resource.provider === null ? [] : [resource.provider])])) {
        all[other].neededBy.push(resource.index);
      }
      resource.words = `${resource.name} ${resource.type} ${resource.part ?? ''} ${data.clusters[resource.cluster]?.name ?? ''}`.toLowerCase();
    }

    const typeWord = resource => resource.type.split(':').at(-1);
    const caption = h('p', { class: 'caption small soft', 'aria-hidden': 'true' }, 'Each square is a resource; point at one to see its name.');
    const status = h('p', { class: 'small soft', role: 'status' });
    const hits = h('ol', { class: 'hits' });
    const chosen = h('div');
    const side = h('div', { class: 'side' });
    const homes = [];
    let current = null, seeking = null;

    const rowOf = resource => h('button', {
      type: 'button', class: 'row', 'aria-pressed': current === resource ? 'true' : 'false', 'data-of': resource.index,
      click: () => choose(resource),
    }, resource.name, h('span', { class: 'soft' }, ` ${typeWord(resource)}`));

    const linkList = (title, indexes) => indexes.length > 0 && h('details', { class: 'list', open: indexes.length <= 12 },
      h('summary', null, `${title} (${number.format(indexes.length)})`),
      h('ul', { class: 'rows' }, indexes.slice(0, 200).map(index => h('li', null, rowOf(all[index])))));

    const urn = resource => {
      const types = [resource.type];
      for (let at = resource.parent; at !== null && all[at].parent !== null; at = all[at].parent) types.unshift(all[at].type);
      return `urn:pulumi:${data.stack}::${data.project}::${types.join('$')}::${resource.name}`;
    };

    function choose(resource) {
      current = resource;
      chosen.replaceChildren(h('article', { class: 'card', 'aria-labelledby': 'chosen' },
        h('h3', { id: 'chosen', tabindex: '-1' }, resource.name),
        pairs([
          ['Type', h('code', null, resource.type)],
          ['Cluster', data.clusters[resource.cluster]?.name],
          ['Part', resource.part],
          ['Protected', resource.protect ? 'yes' : null],
          ['URN', h('code', { class: 'small' }, urn(resource))],
        ]),
        linkList('Waits for', resource.dependsOn),
        linkList('Needed by', resource.neededBy),
        linkList('Parent', resource.parent === null ? [] : [resource.parent])));
      const home = homes.find(each => each.cluster === resource.cluster);
      if (home && !home.details.open) home.details.open = true;
      paint();
      chosen.querySelector('h3').focus({ preventScroll: true });
      if (!matchMedia('(min-width: 56.01rem)').matches) chosen.scrollIntoView({ block: 'nearest' });
    }

    function seek(text) {
      const words = text.toLowerCase().split(/\s+/).filter(Boolean);
      seeking = words.length === 0 ? null : new Set(all.filter(each => words.every(word => each.words.includes(word))).map(each => each.index));
      const shown = seeking ? [...seeking].slice(0, 50) : [];
      status.textContent = !seeking ? '' : `${count(seeking.size, 'resource')} of ${number.format(all.length)}`
        + (seeking.size > shown.length ? `; the first ${shown.length} are listed` : '');
      hits.replaceChildren(...shown.map(index => h('li', null, rowOf(all[index]))));
      paint();
    }

    function paint() {
      explorer.classList.toggle('asked', current !== null || seeking !== null);
      const near = new Set(current ? [...current.dependsOn, ...current.neededBy] : []);
      for (const { svg } of homes) {
        if (!svg) continue;
        svg.classList.toggle('seeking', seeking !== null);
        for (const cell of svg.querySelectorAll('.cell')) {
          const index = Number(cell.dataset.of);
          cell.classList.toggle('hit', seeking?.has(index) ?? false);
          cell.classList.toggle('chosen', current?.index === index);
          cell.classList.toggle('near', near.has(index));
        }
      }
      for (const row of side.querySelectorAll('button.row')) {
        row.setAttribute('aria-pressed', String(current !== null && row.dataset.of === String(current.index)));
      }
    }

    const search = h('input', { type: 'search', id: 'seek', autocomplete: 'off', spellcheck: 'false', input: event => seek(event.target.value) });
    side.append(hits, chosen);
    // Many clusters begin closed: what nobody looks at is not drawn.
    const open = few && all.length <= 5000;
    const groups = [...data.clusters.keys(), null].map(cluster => ({
      cluster, name: cluster === null ? 'Of the whole stack' : data.clusters[cluster].name,
      own: all.filter(each => each.cluster === cluster),
    })).filter(group => group.own.length > 0);
    for (const group of groups) {
      const body = h('div');
      const details = h('details', { class: 'cluster', open: open && group.cluster !== null },
        h('summary', null, h('h3', null, group.name), h('span', { class: 'soft' }, `  ${count(group.own.length, 'resource')}`)), body);
      const home = { ...group, details, body, svg: null };
      homes.push(home);
      const draw = () => {
        if (!details.open || body.firstChild) return;
        if (group.cluster !== null) body.append(graph(home));
        body.append(list(home));
        paint();
      };
      details.addEventListener('toggle', draw);
      home.draw = draw;
    }

    const explorer = h('div', { class: 'explorer' }, h('div', null, homes.map(home => home.details)), side);
    section('resources', 'Resources',
      'What a deployment creates, by part and in its order: a part waits for those above it that it is joined to.',
      h('div', { class: 'search' }, h('label', { for: 'seek' }, 'Search by name, type, part or cluster'), search, status),
      h('ul', { class: 'legend' },
        [['cloud', 'of a cloud'], ['', 'of Kubernetes'], ['group', 'component'], ['accent', 'found or chosen']]
          .map(([kind, text]) => h('li', null, h('span', { class: `key ${kind}`, 'aria-hidden': 'true' }), text))),
      caption,
      explorer);
    for (const home of homes) home.draw();

    // The same as the drawing, for whoever does not see it.
    function list(home) {
      const more = h('details', { class: 'list' }, h('summary', null, `List the ${count(home.own.length, 'resource')} of ${home.name}`));
      more.addEventListener('toggle', () => {
        if (!more.open || more.children.length > 1) return;
        for (const [part, own] of grouped(home.own, each => each.part ?? (home.cluster === null ? 'stack' : 'cluster'))) {
          more.append(h('details', null, h('summary', null, `${part} (${number.format(own.length)})`),
            h('ul', { class: 'rows' }, own.map(each => h('li', null, rowOf(each))))));
        }
      });
      return more;
    }

    function graph(home) {
      const parts = [{ name: 'cluster', own: home.own.filter(each => each.part === null), after: [], first: 0, last: 0, layer: 0 },
        ...data.parts.filter(part => part.cluster === home.cluster)
          .map(part => ({ ...part, own: home.own.filter(each => each.part === part.name), layer: 0 }))].filter(part => part.own.length > 0);
      const byName = new Map(parts.map(part => [part.name, part]));
      const placed = new Set();
      for (const part of parts) {
        part.before = part.after.map(name => byName.get(name)).filter(other => other && placed.has(other));
        part.layer = Math.max(0, ...part.before.map(other => other.layer + 1));
        placed.add(part);
      }
      const svg = s('svg', {
        class: 'graph', role: 'img',
        'aria-label': `${home.name}: ${count(parts.length, 'part')} in their order. The list below has the same.`,
      });
      home.svg = svg;
      svg.addEventListener('click', event => {
        const of = event.target.dataset?.of;
        if (of !== undefined) choose(all[of]);
        else mark(event.target.closest('g.part')?.dataset.part);
      });
      svg.addEventListener('pointerover', event => {
        const of = event.target.dataset?.of;
        if (of !== undefined) caption.textContent = `${all[of].name}, ${all[of].type}`;
        mark(event.target.closest('g.part')?.dataset.part);
      });
      const mark = name => {
        const near = new Set();
        for (const path of svg.querySelectorAll('path')) {
          const on = name !== undefined && (path.dataset.from === name || path.dataset.to === name);
          path.classList.toggle('on', on);
          if (on) near.add(path.dataset.from).add(path.dataset.to);
        }
        for (const group of svg.querySelectorAll('g.part')) group.classList.toggle('on', near.has(group.dataset.part) || group.dataset.part === name);
      };
      new ResizeObserver(([entry]) => {
        const width = Math.floor(entry.contentRect.width);
        if (width > 0 && width !== home.width) {
          home.width = width;
          layOut(svg, parts, width);
          paint();
        }
      }).observe(home.body);
      return svg;
    }

    function layOut(svg, parts, width) {
      const [cell, gap, pad, title, between, gutter] = [9, 2, 8, 20, 10, 26];
      const fit = Math.max(1, Math.floor((width + between) / (150 + between)));
      const box = Math.floor((width - (fit - 1) * between) / fit);
      const across = Math.max(1, Math.floor((box - 2 * pad + gap) / (cell + gap)));
      const high = part => pad + title + Math.ceil(part.own.length / across) * (cell + gap) - gap + pad;
      let y = 0;
      for (const [, row] of [...grouped(parts, part => part.layer)].sort(([a], [b]) => a - b)) {
        for (let at = 0; at < row.length; at += fit) {
          const line = row.slice(at, at + fit);
          const left = Math.round((fit - line.length) * (box + between) / 2);
          line.forEach((part, index) => Object.assign(part, { x: left + index * (box + between), y, box, high: high(part) }));
          y += Math.max(...line.map(part => part.high)) + (at + fit < row.length ? between : gutter);
        }
      }
      const height = Math.max(1, y - gutter + 4);
      svg.setAttribute('viewBox', `0 -2 ${width} ${height}`);
      svg.setAttribute('height', height);
      const edges = parts.flatMap(part => part.before.map(other => {
        const [fromX, fromY, toX, toY] = [other.x + other.box / 2, other.y + other.high, part.x + part.box / 2, part.y];
        const bend = Math.max(14, (toY - fromY) / 2);
        return s('path', {
          d: `M${fromX} ${fromY}C${fromX} ${fromY + bend} ${toX} ${toY - bend} ${toX} ${toY}`, 'data-from': other.name, 'data-to': part.name,
        });
      }));
      const boxes = parts.map(part => {
        const letters = Math.floor((box - 2 * pad - 26) / 6.4);
        return s('g', { class: 'part', 'data-part': part.name },
          s('rect', { class: 'box', x: part.x + .5, y: part.y + .5, width: box - 1, height: part.high - 1, rx: 6 }),
          s('text', { x: part.x + pad, y: part.y + pad + 10 }, part.name.length > letters ? `${part.name.slice(0, letters - 1)}…` : part.name,
            s('title', null, `${part.name}: steps ${span(part.first, part.last)}, ${count(part.own.length, 'resource')}`)),
          s('text', { class: 'many', x: part.x + box - pad, y: part.y + pad + 10, 'text-anchor': 'end' }, String(part.own.length)),
          part.own.map((each, index) => s('rect', {
            class: `cell ${/^(infra|pulumi):/.test(each.type) ? 'group' : each.type.startsWith('kubernetes:') ? '' : 'cloud'}`,
            'data-of': each.index, rx: 2, width: cell, height: cell,
            x: part.x + pad + (index % across) * (cell + gap), y: part.y + pad + title + Math.floor(index / across) * (cell + gap),
          })));
      });
      svg.replaceChildren(...edges, ...boxes);
    }
  }
})();
