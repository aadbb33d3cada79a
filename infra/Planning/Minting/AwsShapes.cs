using System.Collections.Immutable;
using System.Text.Json;
using Infra.Planning.Values;

namespace Infra.Planning.Minting;

/// <summary>The ids and ARNs that AWS returns, according to
/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html.</summary>
internal static class AwsShapes
{
    /// <summary>The account of an ARN in a plan where the provider names none; the one from AWS documentation.</summary>
    internal const string Account = "123456789012";

    /// <summary>Service names in ARNs that differ from the package's module.</summary>
    private static readonly ImmutableDictionary<string, string> _services = new Dictionary<string, string>
    {
        ["cloudwatch/logGroup"] = "logs",
        ["cloudwatch/eventRule"] = "events",
        ["efs"] = "elasticfilesystem",
        ["vpc"] = "ec2",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Resources whose id is their name.</summary>
    private static readonly ImmutableHashSet<string> _namedById =
        ["eks/cluster", "iam/role", "iam/instanceProfile", "cloudwatch/logGroup", "cloudwatch/eventRule", "kms/alias", "s3/bucket"];

    /// <summary>The id and the outputs of a resource in their real form.</summary>
    internal static (string Id, ImmutableDictionary<string, object> State) Resource(
        string type, string name, ImmutableDictionary<string, object> state, ImmutableDictionary<string, object> inputs, string region,
        string account)
    {
        // "aws:eks/cluster:Cluster" is the kind "eks/cluster".
        var kind = type.Split(':')[1];
        var own = kind == "s3/bucket" ? state.Text("bucket")! : state.Text("name") ?? Placeholder.Of(name, "name");
        var id = _namedById.Contains(kind) ? own : Placeholder.Of(name, "id");
        var actual = inputs.Text("region") ?? region;
        if (state.ContainsKey("region"))
        {
            state = state.SetItem("region", actual);
        }

        if (state.ContainsKey("arn"))
        {
            state = state.SetItem("arn", Arn(kind, own, id, actual, account, state));
        }

        return (id, kind switch
        {
            "kms/key" => state.SetItem("keyId", id),
            "eks/cluster" => WithIssuer(state, $"https://oidc.eks.{actual}.{Suffix(actual)}/id/{Placeholder.Of(name, "oidc")}"),
            "sqs/queue" => state.SetItem("url", $"https://sqs.{actual}.{Suffix(actual)}/{account}/{own}"),
            // The provider converts documents that are given as objects into text, so a program reads text.
            _ => state.GetValueOrDefault("policy") is ImmutableDictionary<string, object> document
                ? state.SetItem("policy", JsonSerializer.Serialize(document))
                : state,
        });
    }

    /// <summary>The partition of a region.</summary>
    internal static string Partition(string region) => region switch
    {
        _ when region.StartsWith("cn-", StringComparison.Ordinal) => "aws-cn",
        _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
        _ when region.StartsWith("eusc-", StringComparison.Ordinal) => "aws-eusc",
        _ => "aws",
    };

    private static string Suffix(string region) => Partition(region) switch
    {
        "aws-cn" => "amazonaws.com.cn",
        "aws-eusc" => "amazonaws.eu",
        _ => "amazonaws.com",
    };

    private static string Arn(string kind, string own, string id, string region, string account, ImmutableDictionary<string, object> state)
    {
        var module = kind[..kind.IndexOf('/', StringComparison.Ordinal)];
        var service = _services.GetValueOrDefault(kind) ?? _services.GetValueOrDefault(module) ?? module;
        var resource = kind switch
        {
            "s3/bucket" or "sqs/queue" => own,
            "kms/key" => $"key/{id}",
            "kms/alias" => own,
            "cloudwatch/logGroup" => $"log-group:{own}",
            "cloudwatch/eventRule" => $"rule/{own}",
            "efs/fileSystem" or "fsx/lustreFileSystem" => $"file-system/{id}",
            "eks/cluster" => $"cluster/{own}",
            "iam/openIdConnectProvider" =>
                "oidc-provider/" + state.Text("url")?.Replace("https://", string.Empty, StringComparison.Ordinal),
            _ when module == "iam" => $"{Kebab(kind[(module.Length + 1)..])}/{own}",
            _ => $"{Kebab(kind[(module.Length + 1)..])}/{id}",
        };
        // Buckets are global and IAM has no regions.
        return service switch
        {
            "s3" => $"arn:{Partition(region)}:s3:::{resource}",
            "iam" => $"arn:{Partition(region)}:iam::{account}:{resource}",
            _ => $"arn:{Partition(region)}:{service}:{region}:{account}:{resource}",
        };
    }

    private static ImmutableDictionary<string, object> WithIssuer(ImmutableDictionary<string, object> state, string issuer) =>
        state.SetItem("identities", ListOf("oidcs", ListOf("issuer", issuer)));

    private static ImmutableArray<object> ListOf(string name, object value) =>
        [ImmutableDictionary<string, object>.Empty.Add(name, value)];

    private static string Kebab(string camel) =>
        string.Concat(camel.Select(letter => char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : letter.ToString()));
}
