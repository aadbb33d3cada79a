using System.Collections.Immutable;
using Infra.Specification;

namespace Infra.Tests.Specification;

/// <summary>A stack's configuration as the engine hands it over, which a test varies.</summary>
internal static class StackText
{
    internal const string Eks = """
        { "kind": "eks", "name": "frankfurt", "region": "eu-central-1", "version": "1.35", "role": "hub",
          "network": { "cidr": "10.10.0.0/16" }, "access": { "administrators": ["arn:aws:iam::111122223333:role/admin"] },
          "pools": [{ "name": "inference", "machine": "g6e.12xlarge", "max": 4 }] }
        """;

    internal const string OnPrem = """
        { "name": "berlin", "region": "berlin", "version": "1.35", "kind": "on-prem", "distribution": "openshift",
          "kubeconfigSecret": "berlin-kubeconfig",
          "objectStore": { "endpoint": "https://s3.acme.example", "bucket": "backups", "credentialsSecret": "berlin-kubeconfig" },
          "pools": [{ "name": "gpu", "nodes": 2, "gpu": { "model": "h100", "count": 8 } }] }
        """;

    /// <summary>Sound inputs with some keys replaced, or removed where the value is null.</summary>
    internal static StackInputs Inputs(params (string Key, string? Value)[] changes)
    {
        var config = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["pulumi:disable-default-providers"] = """["*"]""",
            ["ai-platform:organization"] = "acme",
            ["ai-platform:sovereignty"] = """{ "locations": ["eu"], "operators": ["eu", "us"], "registry": "registry.acme.example" }""",
            ["ai-platform:sites"] = """[{ "name": "berlin", "country": "DE", "operator": "eu" }]""",
            ["ai-platform:clusters"] = $"[{Eks}, {OnPrem}]",
        };
        foreach (var (key, value) in changes)
        {
            if (value is null)
            {
                config.Remove(key);
            }
            else
            {
                config[key] = value;
            }
        }

        return new StackInputs(
            "ai-platform",
            "prod",
            config.ToImmutableSortedDictionary(StringComparer.Ordinal),
            ["ai-platform:berlin-kubeconfig"]);
    }
}
