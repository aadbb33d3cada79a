using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Infra.AddOns;
using Infra.Specification;
using Infra.Specification.Reading;
using Infra.Tests.AddOns.Security;
using Infra.Tests.Components.Clusters.OnPrem;
using Infra.Tests.Rules.Secrets;
using Infra.Tests.Stacks;

namespace Infra.Tests.Specification;

/// <summary>Stacks that say all that can be said in text, and the places where they do.</summary>
internal static class TextualStacks
{
    private const string Groups = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups";

    /// <summary>The stacks, which together set every member that holds text.</summary>
    public static Dictionary<string, string> All { get; } = new()
    {
        ["eks"] = $$"""
            ai-platform:organization: acme
            ai-platform:gitOps:
              repository: https://git.acme.example/fleet
              revision: main
              path: clusters
              credentialsSecret: s3
              goldenPaths:
                { repository: "https://git.acme.example/ai-platform", revision: v1.0.0, path: golden-paths, credentialsSecret: s3 }
            ai-platform:groups:
              - name: research
                aws: ["arn:aws:iam::111122223333:role/research"]
                azure: 00000000-0000-4000-8000-00000000b001
                oidc: research
            ai-platform:teams:
              - name: research
                owners: [research]
                costCentre: "4711"
                dataClass: internal
                clusters: { names: [stockholm], kinds: [eks], regions: [eu-north-1], labels: { profile: full } }
                gpus: [{ pool: training, cluster: stockholm, guaranteed: 1 }]
                cpu: 8
                memoryGiB: 32
                registries: [registry.acme.example/mirror/research]
                egress: [{ cidr: 203.0.113.0/24, ports: [443], country: DE }, { team: search, ports: [8000] }]
                repository: { url: "https://git.acme.example/acme/research", revision: main, path: apps, credentialsSecret: s3 }
                backup: of-teams
                alertsSecret: s3
              - name: search
                owners: [research]
                costCentre: "4712"
                dataClass: internal
                gpus: [{ model: h100, guaranteed: 1 }]
                cpu: 8
                memoryGiB: 32
            ai-platform:backup:
              schedule: "0 2 * * *"
              passwordSecret: s3
              tiers:
                - { name: research, of: namespaces, namespaces: [research], schedule: "0 3 * * *" }
                - { name: of-teams, of: teams, schedule: "0 4 * * *" }
            ai-platform:sovereignty:
              locations: [eu]
              operators: [eu, us]
              endpoints: public
              registry: registry.acme.example/mirror
              registryPlace: { country: DE, operator: eu }
              registryAccess: { credentialsSecret: s3, caCertificate: "{{Escaped(OnPremSamples.Authority)}}" }
            ai-platform:observability:
              logs: { store: own, endpoint: "https://otlp.acme.example", country: DE, operator: eu, user: acme, credentialsSecret: s3 }
            ai-platform:accounts:
              - kind: aws
                id: "111122223333"
                organization: o-a1b2c3d4e5
                profile: acme
                deploymentRole: arn:aws:iam::111122223333:role/admin
                breakGlassRole: arn:aws:iam::111122223333:role/break-glass
              - { kind: aws, id: "777788889999", deploymentRole: "arn:aws:iam::777788889999:role/backups" }
            ai-platform:clusters:
              - kind: eks
                name: stockholm
                region: eu-north-1
                version: "1.35"
                role: hub
                account: "111122223333"
                backupBucket: acme-backups-of-stockholm
                backupCopy: { account: "777788889999", region: eu-west-1 }
                ingress: { domain: stockholm.ai.acme.example, zone: Z0123456789ABCDEFGHIJ }
                pullThrough:
                  - prefix: hub
                    upstream: docker.io
                    credentialsSecret: arn:aws:secretsmanager:eu-north-1:111122223333:secret:ecr-pullthroughcache/hub-AbCdEf
                storage:
                  objects:
                    - name: models
                      namespace: research
                      bucket: acme-models
                      prefix: llama/
                      account: "777788889999"
                      key: arn:aws:kms:eu-north-1:777788889999:key/00000000-0000-4000-8000-000000000001
                  parallel: { linked: [{ name: data, namespace: research, bucket: acme-data, prefix: text/ }] }
                network:
                  cidr: 10.10.0.0/16
                  podCidr: 100.64.0.0/16
                  transitGateway: { id: tgw-0123456789abcdef0, cidrs: [10.0.0.0/16] }
                access: { administrators: ["arn:aws:iam::111122223333:role/admin"], viewers: ["arn:aws:iam::111122223333:role/viewer"] }
                privateAccessCidrs: [10.0.0.0/16]
                publicAccessCidrs: [198.51.100.0/24]
                systemPool: { machine: m7i.xlarge }
                prePullImages: ["registry.acme.example/mirror/nvidia/pytorch:25.10-py3"]
                pools:
                  - name: training
                    machine: p5.48xlarge
                    version: "1.35"
                    max: 4
                    capacity: reserved
                    reservation: cr-0123456789abcdef0
                    placementGroup: training
                    interconnect: efa
                    zones: [a]
                    labels: { team: research }
                    taints: [{ key: team, value: research }]
                    gpu: { model: h100, sharing: { mode: mig, profile: 1g.10gb } }
                  - name: block
                    machine: p4d.24xlarge
                    max: 4
                    zones: [a]
                    capacity: capacity-block
                    reservation: cr-0123456789abcdef1
                    blockEnds: 2027-03-01T11:30:00Z
                  - name: chat
                    machine: g6.12xlarge
                    alternatives: [g6.24xlarge]
                    max: 8
                    provisioner: karpenter
                addOns:
                  argo-cd:
                    domain: cd.acme.example
                    webhook: https://chat.acme.example/hook
                    oidc:
                      name: Acme
                      issuer: https://login.acme.example
                      clientId: argocd
                      scopes: [openid]
                      administrators: [platform]
                  backstage:
                    image: registry.acme.example/mirror/portal@sha256:3b9f21c07d5e48a6f1027c3d9be84f5560e7a1c2d83f4b9610ce52a7f8d93b14
                    git: gitlab
                    gitHost: git.acme.example
                    gitSecret: s3
                    loginSecret: s3
                    domain: backstage.acme.example
                  cert-manager: { acme: { email: ops@acme.example, server: "https://acme.example/directory", ingressClass: nginx } }
                  gatekeeper:
                    allowedRegistries: [docker.io]
                    exemptNamespaces: [legacy]
                    enforcement: warn
                    gpuRepositories: [docker.io/acme/gpu]
                    dataClasses: { internal: { locations: [eu], storageClasses: [fast] } }
                    policies:
                      gpu-quota:
                        mode: deny
                        namespaces: { lab: dry-run }
                        exemptions: [{ namespace: old, reason: moves, until: "2027-03-31" }]
                  ratify:
                    repositories: [registry.acme.example/mirror/acme]
                    publicKeys: ["{{Escaped(SampleSigners.Key)}}"]
                    certificates: ["{{Escaped(OnPremSamples.Authority)}}"]
                  agent-sandbox: { runtimeClasses: [{ name: gvisor, handler: runsc, pool: training }] }
                  keda: { watchNamespace: jobs, queues: [transcripts] }
                  kube-prometheus-stack:
                    runbooks: https://docs.acme.example/runbooks
                    storageClass: gp3
                    domain: metrics.acme.example
                    receivers: { webhookSecret: s3, pagerDutySecret: ssh }
                    oidc:
                      name: Acme
                      authorizationUrl: https://login.acme.example/authorize
                      tokenUrl: https://login.acme.example/token
                      clientId: grafana
                      scopes: [openid]
                      administrators: [platform]
                      viewers: [teams]
                  velero:
                    includedNamespaces: [jobs]
                    excludedNamespaces: [scratch]
                    operatorNamespaces: [operators]
                    drillSchedule: "30 6 * * *"
            """,
        ["dispatch"] = $$"""
            ai-platform:sovereignty: { locations: [eu], operators: [eu, us], endpoints: public, registry: registry.acme.example/mirror }
            ai-platform:gitOps: { repository: "https://git.acme.example/fleet" }
            ai-platform:members:
              - name: lyon
                labels: { ai-platform/kind: eks, ai-platform/profile: full, ai-platform/region: eu-west-3, ai-platform/role: member }
                endpoint: https://AB12.gr7.eu-west-3.eks.amazonaws.com
                authority: {{Authority}}
                login: { by: role, cluster: acme-prod-lyon, role: "arn:aws:iam::444455556666:role/acme-prod-lyon-delivery" }
              - name: gavle
                labels: { ai-platform/kind: aks, ai-platform/profile: full, ai-platform/region: swedencentral, ai-platform/role: member }
                endpoint: https://acme-prod-gavle-dns.hcp.swedencentral.azmk8s.io:443
                authority: {{Authority}}
                login:
                  by: identity
                  cloud: public
                  client: 00000000-0000-4000-8000-00000000c001
                  tenant: 00000000-0000-4000-8000-00000000d001
              - name: turin
                labels: { ai-platform/kind: on-prem, ai-platform/profile: full, ai-platform/region: turin, ai-platform/role: member }
                endpoint: https://10.50.0.10:6443
                authority: {{Authority}}
                login: { by: token, tokenSecret: s3 }
            ai-platform:clusters:
              - kind: eks
                name: frankfurt
                region: eu-central-1
                version: "1.35"
                role: hub
                network: { cidr: 10.10.0.0/16 }
                access: { administrators: ["arn:aws:iam::111122223333:role/admin"] }
                publicAccessCidrs: [198.51.100.0/24]
                addOns: { kueue: { dispatchTo: [paris] } }
              - kind: eks
                name: paris
                region: eu-west-3
                version: "1.35"
                network: { cidr: 10.11.0.0/16 }
                access: { administrators: ["arn:aws:iam::111122223333:role/admin"] }
                publicAccessCidrs: [198.51.100.0/24]
            """,
        ["member"] = """
            ai-platform:accepted: [{ code: PLN120, path: frankfurt-vpc, reason: the quota is raised, until: "2027-06-30" }]
            ai-platform:sovereignty: { locations: [eu], operators: [eu, us], endpoints: private, registry: registry.acme.example/mirror }
            ai-platform:gitOps: { repository: "https://git.acme.example/fleet" }
            ai-platform:hub:
              name: dublin
              issuer: https://oidc.eks.eu-west-1.amazonaws.com/id/AB12
              roles: ["arn:aws:iam::111122223333:role/hub-server"]
              addresses: [203.0.113.7/32]
              network: 10.40.0.0/16
            ai-platform:clusters:
              - kind: eks
                name: paris
                region: eu-west-3
                version: "1.35"
                network:
                  cidr: 10.10.0.0/16
                  zones: 2
                  trustedAccounts: ["777788889999"]
                  existing:
                    vpc: vpc-0123456789abcdef0
                    nodes:
                      - { zone: a, id: subnet-01234567890abcde1, cidr: 10.10.0.0/18 }
                      - { zone: b, id: subnet-01234567890abcde2, cidr: 10.10.64.0/18 }
                    controlPlane:
                      - { zone: a, id: subnet-01234567890abcde3, cidr: 10.10.192.0/28 }
                      - { zone: b, id: subnet-01234567890abcde4, cidr: 10.10.192.16/28 }
                    routeTables: [rtb-0123456789abcdef0]
                access: { administrators: ["arn:aws:iam::111122223333:role/admin"] }
                privateAccessCidrs: [10.0.0.0/24]
            """,
        ["aks"] = $$"""
            ai-platform:sovereignty: { locations: [eu], operators: [eu, us], endpoints: public, registry: registry.acme.example/mirror }
            ai-platform:accounts:
              - { kind: azure, id: 00000000-0000-4000-8000-000000000001, tenant: 00000000-0000-4000-8000-00000000d001 }
              - { kind: azure, id: 00000000-0000-4000-8000-000000000002, tenant: 00000000-0000-4000-8000-00000000d001 }
            ai-platform:clusters:
              - kind: aks
                name: sweden
                region: swedencentral
                version: "1.35"
                role: hub
                subscription: 00000000-0000-4000-8000-000000000001
                login: workload-identity
                loginClient: 00000000-0000-4000-8000-00000000c001
                backupCopy: { subscription: 00000000-0000-4000-8000-000000000002, region: westeurope }
                restoreFrom: {{Groups}}/shared/providers/Microsoft.Storage/storageAccounts/acmebackups
                secretVault: { id: {{Groups}}/shared/providers/Microsoft.KeyVault/vaults/acme-secrets, region: swedencentral }
                containerRegistry: {{Groups}}/shared/providers/Microsoft.ContainerRegistry/registries/acmeplatform
                network:
                  cidr: 10.20.0.0/16
                  egress: firewall
                  firewallAddress: 10.0.0.4
                  hubNetwork: {{Groups}}/hub/providers/Microsoft.Network/virtualNetworks/hub
                  dnsServers: [10.0.0.10]
                  linkedNetworks: [{{Groups}}/hub/providers/Microsoft.Network/virtualNetworks/hub]
                  privateZones: [{{Groups}}/hub/providers/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net]
                  podCidr: 10.244.0.0/16
                  serviceCidr: 172.20.0.0/16
                access: { administrators: [00000000-0000-4000-8000-00000000a001] }
                publicAccessCidrs: [198.51.100.0/24]
                budget: { monthly: 50000, from: 2026-12, notify: [platform@acme.example] }
                pools: [{ name: inference, machine: Standard_NC40ads_H100_v5, max: 6, maxSurge: "1" }]
                addOns: { gpu-operator: { driverVersion: 595.91.07 } }
            """,
        ["aks-backup"] = """
            ai-platform:sovereignty: { locations: [eu], operators: [eu, us], endpoints: public, registry: registry.acme.example/mirror }
            ai-platform:clusters:
              - kind: aks
                name: sweden
                region: swedencentral
                version: "1.35"
                role: hub
                network: { cidr: 10.20.0.0/16 }
                access: { administrators: [00000000-0000-4000-8000-00000000a001] }
                publicAccessCidrs: [198.51.100.0/24]
                backupVault: { excludedNamespaces: [scratch] }
            """,
        ["installed"] = $$"""
            ai-platform:trust:
              rootCertificate: "{{Escaped(SampleAuthorities.Root)}}"
              certificates: "{{Escaped(OnPremSamples.Authority)}}"
            ai-platform:observability:
              logs: { store: own }
              metrics:
                endpoint: https://metrics.acme.example/api/v1/push
                country: DE
                user: acme
                credentialsSecret: s3
                caCertificate: "{{Escaped(OnPremSamples.Authority)}}"
            ai-platform:clusters:
              - kind: on-prem
                name: berlin
                region: berlin
                distribution: rke2
                version: "1.35"
                role: hub
                apiEndpoint: https://10.30.0.11:6443
                install:
                  servers: [10.30.0.11, 10.30.0.12, 10.30.0.13]
                  registrationAddress: 10.30.0.10
                  kubeVip: { interface: eno1 }
                  dataDirectory: /data/rke2
                  proxy: { url: "http://proxy.acme.example:3128", noProxy: [.acme.example] }
                  release: v1.35.1+rke2r1
                  user: ubuntu
                  sshKeySecret: ssh
                  digests: {{StackSample.Digests}}
                  hostKeys: {{StackSample.HostKeys("10.30.0.11", "10.30.0.12", "10.30.0.13", "10.30.0.21")}}
                network:
                  cidr: 10.30.0.0/24
                  addressPools: [10.30.0.200-10.30.0.220]
                  podCidr: 10.46.0.0/16
                  serviceCidr: 10.47.0.0/16
                ingress: { domain: berlin.ai.acme.example }
                vault:
                  address: https://vault.berlin.acme.example:8200
                  caCertificate: "{{Escaped(OnPremSamples.Authority)}}"
                  namespace: platform
                  authMount: berlin
                  secretsMount: kv
                issuer: { kind: intermediate, keySecret: s3, certificate: "{{Escaped(SampleAuthorities.Intermediate)}}" }
                logBucket: berlin-logs
                backupCopy:
                  endpoint: https://s3.turin.acme.example
                  bucket: berlin-copy
                  country: IT
                  operator: eu
                  credentialsSecret: s3
                  schedule: "0 13 * * *"
                objectStore:
                  endpoint: https://s3.berlin.acme.example
                  bucket: berlin-backups
                  region: us-east-1
                  credentialsSecret: s3
                  caCertificate: "{{Escaped(OnPremSamples.Authority)}}"
                storage: { fast: { provider: rook-ceph }, shared: { provider: longhorn } }
                pools: [{ name: gpu, nodes: 1, hosts: [10.30.0.21], gpu: { model: h100, count: 8 } }]
                addOns:
                  agent-sandbox: { runtimeClasses: [{ name: gvisor, handler: runsc, pool: gpu }] }
                  longhorn: { dataPath: /var/lib/longhorn }
                  rook-ceph-cluster: { deviceFilter: ^nvme }
                  gpu-operator:
                    driverRepositories:
                      - { packages: apt, url: "https://packages.acme.example/ubuntu", release: noble }
                      - { packages: rpm, url: "https://packages.acme.example/sles15", key: "https://packages.acme.example/sles15.key" }
            """,
        ["adopted"] = $$"""
            ai-platform:sovereignty: { locations: [eu], operators: [eu, us] }
            ai-platform:trust: { rootCertificate: "{{Escaped(SampleAuthorities.Root)}}" }
            ai-platform:groups: [{ name: vision, oidc: "CN=Vision,OU=groups" }]
            ai-platform:teams:
              - { name: vision, owners: [vision], costCentre: "4711", dataClass: internal, cpu: 8, memoryGiB: 32 }
            ai-platform:clusters:
              - kind: on-prem
                name: berlin
                region: berlin
                distribution: kubeadm
                version: "1.35"
                role: hub
                kubeconfigSecret: kubeconfig
                arc: { subscription: 00000000-0000-4000-8000-000000000001, region: westeurope }
                vault: { address: "https://vault.berlin.acme.example:8200" }
                issuer: { kind: vault, path: pki-berlin/sign/platform }
                network: { cidr: 10.30.0.0/24, addressPools: [10.30.0.200-10.30.0.220] }
                storage: { fast: { provider: rook-ceph } }
                pools: [{ name: gpu, nodes: 2, nodeNames: [worker-1, worker-2], gpu: { model: h200, count: 8 } }]
                addOns:
                  velero: null
                  rook-ceph-cluster:
                    nodes:
                      - { name: worker-1, devices: [nvme1n1] }
                      - { name: worker-2, devices: [/dev/disk/by-id/nvme-1] }
            """,
        ["openshift"] = """
            ai-platform:clusters:
              - kind: on-prem
                name: berlin
                region: berlin
                distribution: openshift
                version: "1.35"
                role: hub
                kubeconfigSecret: kubeconfig
                storage:
                  fast: { provider: existing, driver: csi.trident.netapp.io, parameters: { backendType: ontap-san } }
                  parallel: { provider: existing, driver: lustre.csi.acme.example, parameters: { share: scratch } }
                pools: [{ name: gpu, nodes: 2, nodeNames: [worker-1, worker-2], gpu: { model: h200, count: 8 } }]
                addOns: { velero: null, gpu-operator: { openShiftCatalog: certified-operators, openShiftFeatureCatalog: redhat-operators } }
            """,
        ["openshift-infiniband"] = """
            ai-platform:clusters:
              - kind: on-prem
                name: berlin
                region: berlin
                distribution: openshift
                version: "1.33"
                role: hub
                kubeconfigSecret: kubeconfig
                pools: [{ name: gpu, nodes: 2, nodeNames: [worker-1, worker-2], interconnect: infiniband, gpu: { model: h200, count: 8 } }]
                addOns: { velero: null, network-operator: { openShiftCatalog: certified-operators } }
            """,
    };

    /// <summary>The members of a specification and of the settings of add-ons that hold text, by the records that declare them.</summary>
    public static IEnumerable<string> Members()
    {
        var members = new SortedSet<string>(StringComparer.Ordinal);
        var pending = new Queue<Type>([.. Parts.Select(part => part.Type), .. AddOnList.All.Select(listing => listing.GetType())]);
        var seen = new HashSet<Type>();
        while (pending.TryDequeue(out var type))
        {
            var contract = RecordContract.Of(type);
            if (!seen.Add(contract.Type))
            {
                continue;
            }

            foreach (var inner in contract.Cases.Select(known => known.Type).Append(contract.Element).OfType<Type>())
            {
                pending.Enqueue(inner);
            }

            foreach (var member in contract.Members)
            {
                var held = RecordContract.Of(member.Property.PropertyType);
                if (held.Type == typeof(string) || held.Element == typeof(string))
                {
                    members.Add(NameOf(member.Property));
                }
                else
                {
                    pending.Enqueue(held.Type);
                }
            }
        }

        return members;
    }

    /// <summary>The texts of a stack.</summary>
    public static IEnumerable<StackText> TextsOf(StackInputs inputs)
    {
        yield return new("organization", "", (stack, text) => With(stack, "organization", text));
        yield return new("stack", "", (stack, text) => stack with { Stack = text });
        foreach (var (key, type) in Parts)
        {
            if (!inputs.Config.TryGetValue(SpecReader.Namespace + key, out var json))
            {
                continue;
            }

            foreach (var place in PlacesOf(JsonNode.Parse(json)!, RecordContract.Of(type), new Place(key, "", [], IsKey: false)))
            {
                yield return new(place.Path, place.Member, (stack, text) =>
                {
                    var part = JsonNode.Parse(stack.Config[SpecReader.Namespace + key])!;
                    place.Set(part, text);
                    return With(stack, key, part.ToJsonString());
                });
            }
        }
    }

    // All of a specification but the names of secrets, which the reader collects, and the two texts that are no records.
    private static (string Key, Type Type)[] Parts { get; } =
    [
        .. RecordContract.Of(typeof(PlatformSpec)).Members
            .Where(member => member.Name is not ("organization" or "environment" or "secretKeys" or "environments"))
            .Select(member => (member.Name, member.Property.PropertyType)),
    ];

    // In the base64 of the endpoints that members export.
    private static string Authority => Convert.ToBase64String(Encoding.ASCII.GetBytes(OnPremSamples.Authority));

    // As a text of YAML between double quotes.
    private static string Escaped(string lines) => lines.Replace("\n", "\\n", StringComparison.Ordinal);

    private static StackInputs With(StackInputs stack, string key, string value) =>
        stack with { Config = stack.Config.SetItem(SpecReader.Namespace + key, value) };

    private static string NameOf(PropertyInfo property) => $"{property.DeclaringType!.Name}.{property.Name}";

    private static IEnumerable<Place> PlacesOf(JsonNode node, RecordContract contract, Place place)
    {
        switch (node)
        {
            case JsonArray list:
                return list.SelectMany((item, index) =>
                    PlacesOf(item!, RecordContract.Of(contract.Element!), place.Within(index, $"[{index}]", place.Member)));
            case JsonObject map when contract.Kind == RecordContract.Form.Map:
                // The key last: the value is found by it.
                return map.SelectMany(entry =>
                {
                    var inner = place.Within(entry.Key, $".{entry.Key}", place.Member);
                    return PlacesOf(entry.Value!, RecordContract.Of(contract.Element!), inner)
                        .Append(inner with { Path = place.Path, IsKey = true });
                });
            case JsonObject record:
                var members =
                    from member in contract.Case(record).Members
                    where record[member.Name] is not null
                    from inner in PlacesOf(
                        record[member.Name]!, RecordContract.Of(member.Property.PropertyType),
                        place.Within(member.Name, $".{member.Name}", NameOf(member.Property)))
                    select inner;
                var addOns =
                    from addOn in record["addOns"]?.AsObject() ?? []
                    where addOn.Value is not null
                    from inner in PlacesOf(
                        addOn.Value!, RecordContract.Of(AddOnList.All.Single(listing => listing.Key == addOn.Key).GetType()),
                        place.Within("addOns", ".addOns", "").Within(addOn.Key, $".{addOn.Key}", ""))
                    select inner;
                return members.Concat(addOns);
            default:
                return contract.Type == typeof(string) ? [place] : [];
        }
    }

    /// <summary>A text of a stack.</summary>
    /// <param name="Path">Where it is.</param>
    /// <param name="Member">The member that holds it.</param>
    /// <param name="Set">Puts another text in its place.</param>
    internal sealed record StackText(string Path, string Member, Func<StackInputs, string, StackInputs> Set);

    // A place in a value of the configuration: the steps to it, which are names and indices; a key of a map, or what is there.
    private sealed record Place(string Path, string Member, ImmutableArray<object> Steps, bool IsKey)
    {
        public Place Within(object step, string path, string member) => new(Path + path, member, Steps.Add(step), IsKey: false);

        public void Set(JsonNode root, string text)
        {
            var around = Steps[..^1].Aggregate(root, (node, step) => step is int index ? node[index]! : node[(string)step]!);
            if (Steps[^1] is int last)
            {
                around[last] = text;
                return;
            }

            var name = (string)Steps[^1];
            if (!IsKey)
            {
                around[name] = text;
                return;
            }

            var value = around[name];
            around.AsObject().Remove(name);
            around[text] = value;
        }
    }
}
