using System.Text.Json.Nodes;
using Infra.Facts.Eks;

namespace Infra.Components.Clusters.Eks.Iam;

/// <summary>What a VPC endpoint lets through: requests of the company's own identities to its own resources, and what AWS itself must be
/// asked for. Foreign credentials in the network reach nothing, and its own identities no foreign resource. Pure
/// (https://github.com/aws-samples/data-perimeter-policy-examples, VPC endpoint policies).</summary>
internal static class EksEndpointPolicies
{
    /// <summary>The policy of a service's endpoint.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="service">The service, for example <c>ecr.api</c> or <c>s3</c>.</param>
    /// <param name="account">Id of the account.</param>
    internal static string For(EksScope scope, string service, string account) => IamPolicy.Document(
    [
        .. Own(scope, account),
        // Services that act on behalf of an account are known by name and have neither account nor organization.
        Through("AwsServices", ["*"], ["*"], IamPolicy.If("Bool", ("aws:PrincipalIsAWSService", "true"))),
        .. OfAws(scope, service, account),
    ]);

    private static IEnumerable<JsonObject> Own(EksScope scope, string account)
    {
        // Some actions, among them ec2:CreateVolume and ec2:CopySnapshot, say of no resource whose it is
        // (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount).
        yield return Through("Own", ["*"], ["*"], IamPolicy.All(
            Identities(scope, account), IamPolicy.If("StringEqualsIfExists", Resources(scope, account))));
        if (!scope.Cluster.Network.TrustedAccounts.IsEmpty)
        {
            yield return Through("Trusted", ["*"], ["*"], IamPolicy.If(
                "StringEquals", Identity(scope, account), ("aws:ResourceAccount", IamPolicy.List(scope.Cluster.Network.TrustedAccounts))));
        }
    }

    // https://github.com/aws-samples/data-perimeter-policy-examples/blob/main/service_owned_resources.md
    private static IEnumerable<JsonObject> OfAws(EksScope scope, string service, string account)
    {
        var region = scope.Cluster.Region;
        var identities = Identities(scope, account);
        switch (service)
        {
            case "s3":
                // Layers of images, with URLs that ECR signs; packages of Amazon Linux and of the agent of Systems Manager, which are
                // fetched without a signature.
                yield return Through("AwsBuckets", ["s3:GetObject"], [.. Buckets(scope, region)]);
                break;
            case "ecr.api" or "ecr.dkr":
                // The images of EKS are in accounts of AWS that differ by region. Whoever can only read can carry nothing out.
                yield return Through(
                    "Pull", ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                    [scope.Partition.Arn("ecr", region, "*", "repository/*")], identities);
                break;
            case "ec2":
                yield return Through(
                    "Images", ["ec2:CreateFleet", "ec2:RunInstances"],
                    [scope.Partition.Arn("ec2", region, "", "image/*"), scope.Partition.Arn("ec2", region, "", "snapshot/*")], identities);
                break;
            case "ssm":
                yield return Through(
                    "Public", ["ssm:Describe*", "ssm:Get*", "ssm:List*"],
                    [scope.Partition.Arn("ssm", region, "", "parameter/aws/*"), scope.Partition.Arn("ssm", region, "", "document/*")],
                    identities);
                break;
            case "sts":
                // Whoever brings a token of a cluster instead of credentials is nobody yet; the role is of the company.
                yield return Through(
                    "Tokens", ["sts:AssumeRoleWithWebIdentity"], ["*"], IamPolicy.If("StringEquals", Resources(scope, account)));
                break;
            default:
                break;
        }
    }

    private static IEnumerable<string> Buckets(EksScope scope, string region)
    {
        string[] names =
        [
            $"prod-{region}-starport-layer-bucket",
            // https://docs.aws.amazon.com/linux/al2023/ug/deterministic-upgrades-usage.html
            $"al2023-repos-{region}-de612dc2",
            // https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html
            $"amazon-ssm-{region}", $"aws-ssm-{region}", $"aws-ssm-document-attachments-{region}",
            // registry.k8s.io sends clients in AWS to the bucket of their region (cmd/archeio of kubernetes/registry.k8s.io).
            .. scope.Platform.Sovereignty.Registry is null ? [$"prod-registry-k8s-io-{region}"] : Array.Empty<string>(),
        ];
        return names.Select(name => scope.Partition.Arn("s3", "", "", $"{name}/*"));
    }

    private static JsonObject Identities(EksScope scope, string account) => IamPolicy.If("StringEquals", Identity(scope, account));

    private static (string Key, JsonNode Value) Identity(EksScope scope, string account) =>
        scope.Account?.Organization is { } organization ? ("aws:PrincipalOrgID", organization) : ("aws:PrincipalAccount", account);

    private static (string Key, JsonNode Value) Resources(EksScope scope, string account) =>
        scope.Account?.Organization is { } organization ? ("aws:ResourceOrgID", organization) : ("aws:ResourceAccount", account);

    private static JsonObject Through(string id, string[] actions, string[] resources, JsonObject? condition = null) =>
        IamPolicy.AllowPrincipal(id, "*", actions, resources, condition?.DeepClone().AsObject());
}
