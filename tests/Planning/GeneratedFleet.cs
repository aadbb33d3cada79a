using System.Globalization;
using System.Text;

namespace Infra.Tests.Planning;

/// <summary>Stack files of any size, to measure how a plan grows: a third of the clusters of each kind, the first the hub, each with
/// everything that a cluster of its kind can have and enough pools that a hundred clusters are more than 15,000 resources.</summary>
internal static class GeneratedFleet
{
    private const int CloudPools = 50;

    /// <summary>Writes a project with a stack <c>fleet-{clusters}</c> for each size.</summary>
    internal static void Write(DirectoryInfo folder, params int[] sizes)
    {
        folder.Create();
        File.WriteAllText(Path.Combine(folder.FullName, "Pulumi.yaml"), "name: ai-platform\nruntime: dotnet\n");
        foreach (var clusters in sizes)
        {
            var stack = string.Create(CultureInfo.InvariantCulture, $"Pulumi.fleet-{clusters}.yaml");
            File.WriteAllText(Path.Combine(folder.FullName, stack), StackFile(clusters));
        }
    }

    /// <summary>The text of a stack file.</summary>
    /// <param name="clusters">How many; at most 250, each with a network <c>10.x.0.0/16</c> of its own.</param>
    internal static string StackFile(int clusters)
    {
        var text = new StringBuilder("""
            config:
              pulumi:disable-default-providers: ["*"]
              ai-platform:organization: acme
              ai-platform:sovereignty:
                { locations: [eu], operators: [eu, us], endpoints: private, keys: customer-managed, registry: registry.acme.example/mirror }
              ai-platform:sites: [{ name: berlin, country: DE, operator: eu }]
              ai-platform:clusters:

            """);
        for (var i = 0; i < clusters; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(i % 3) switch { 0 => Eks(i), 1 => Aks(i), _ => OnPrem(i) }}\n");
        }

        for (var i = 2; i < clusters; i += 3)
        {
            text.Append(CultureInfo.InvariantCulture, $"  ai-platform:{Name(i)}-kubeconfig: {{ secure: v1 }}\n");
            text.Append(CultureInfo.InvariantCulture, $"  ai-platform:{Name(i)}-s3: {{ secure: v1 }}\n");
        }

        return text.ToString();
    }

    private static string Eks(int i) => $$"""
            - kind: eks
              name: {{Name(i)}}
              region: eu-central-1
              version: "1.35"
              role: {{(i == 0 ? "hub" : "member")}}
              network: { cidr: {{Network(i)}}.0.0/16, zones: 3 }
              access: { administrators: ["arn:aws:iam::111122223333:role/platform-admin"] }
              storage: { fast: {}, shared: {} }
              pools:
        {{Pools(CloudPools, "machine: g6.12xlarge, max: 4, zones: [a]")}}
        """;

    private static string Aks(int i) => $$"""
            - kind: aks
              name: {{Name(i)}}
              region: swedencentral
              version: "1.35"
              network: { cidr: {{Network(i)}}.0.0/16 }
              access: { administrators: [00000000-0000-4000-8000-00000000a001] }
              storage: { fast: {}, shared: {} }
              pools:
        {{Pools(CloudPools, "machine: Standard_NC24ads_A100_v4, max: 2, gpu: { sharing: { mode: mig, profile: 1g.10gb } }")}}
        """;

    private static string OnPrem(int i) => $$"""
            - kind: on-prem
              name: {{Name(i)}}
              region: berlin
              distribution: rke2
              version: "1.35"
              kubeconfigSecret: {{Name(i)}}-kubeconfig
              network: { cidr: {{Network(i)}}.0.0/16, addressPools: [{{Network(i)}}.250.0-{{Network(i)}}.250.99] }
              objectStore: { endpoint: "https://s3.berlin.acme.example", bucket: {{Name(i)}}-backups, credentialsSecret: {{Name(i)}}-s3 }
              storage: { fast: { provider: rook-ceph }, shared: { provider: rook-ceph } }
              addOns: { rook-ceph-cluster: { allDevices: true } }
              pools:
        {{Pools(1, "nodes: 4, gpu: { model: h100, count: 8 }")}}
        """;

    private static string Pools(int count, string members) => string.Join('\n', Enumerable.Range(0, count).Select(pool =>
        string.Create(CultureInfo.InvariantCulture, $"        - {{ name: pool{pool:00}, {members} }}")));

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"cluster-{i:000}");

    // Not 10.42 and 10.43, in which RKE2 has pods and services unless it is told otherwise.
    private static string Network(int i) => string.Create(CultureInfo.InvariantCulture, $"10.{(i < 41 ? i + 1 : i + 3)}");
}
