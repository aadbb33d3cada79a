using System.Text.Json.Nodes;
using Infra.Facts.Eks;

namespace Infra.Components.Clusters.Eks.Iam;

/// <summary>What Karpenter's controller may do: create machines that have this cluster's tags, and change no others. Pure. The permissions
/// are those that https://karpenter.sh/v1.14/reference/cloudformation/ explains, except those to create instance profiles, because its
/// nodes use the platform's; the permissions for the disk key are in the key's own policy.</summary>
internal static class EksKarpenterPolicy
{
    private static readonly string[] _made =
        ["fleet", "instance", "volume", "network-interface", "launch-template", "spot-instances-request"];

    /// <summary>The statements.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="account">Id of the account.</param>
    internal static IEnumerable<JsonObject> Statements(EksScope scope, string account)
    {
        var region = scope.Cluster.Region;
        var owned = scope.OwnerTag;
        const string name = "eks:eks-cluster-name";
        const string pool = "karpenter.sh/nodepool";

        string Ec2(string kind, string owner = "*") => scope.Partition.Arn("ec2", region, owner, $"{kind}/*");
        JsonObject Equal(params (string, JsonNode)[] values) => IamPolicy.If("StringEquals", values);
        JsonObject Like(params string[] keys) => IamPolicy.If("StringLike", [.. keys.Select(key => (key, (JsonNode)"*"))]);

        yield return IamPolicy.Allow("StartFrom", ["ec2:RunInstances", "ec2:CreateFleet"],
            [Ec2("image", ""), Ec2("snapshot", ""), Ec2("security-group"), Ec2("subnet"),
                Ec2("capacity-reservation"), Ec2("placement-group")]);
        yield return IamPolicy.Allow("StartFromOwnTemplate", ["ec2:RunInstances", "ec2:CreateFleet"], [Ec2("launch-template")],
            IamPolicy.All(Equal(($"aws:ResourceTag/{owned}", "owned")), Like($"aws:ResourceTag/{pool}")));
        yield return IamPolicy.Allow("StartTagged", ["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate"],
            [.. _made.Select(kind => Ec2(kind))],
            IamPolicy.All(
                Equal(($"aws:RequestTag/{owned}", "owned"), ($"aws:RequestTag/{name}", scope.CloudName)),
                Like($"aws:RequestTag/{pool}")));
        yield return IamPolicy.Allow("TagNew", ["ec2:CreateTags"], [.. _made.Select(kind => Ec2(kind))],
            IamPolicy.All(
                Equal(
                    ($"aws:RequestTag/{owned}", "owned"),
                    ($"aws:RequestTag/{name}", scope.CloudName),
                    ("ec2:CreateAction", IamPolicy.List("RunInstances", "CreateFleet", "CreateLaunchTemplate"))),
                Like($"aws:RequestTag/{pool}")));
        yield return IamPolicy.Allow("TagOwn", ["ec2:CreateTags"], [Ec2("instance")],
            IamPolicy.All(
                Equal(($"aws:ResourceTag/{owned}", "owned")),
                Like($"aws:ResourceTag/{pool}"),
                IamPolicy.If("StringEqualsIfExists", ($"aws:RequestTag/{name}", scope.CloudName)),
                IamPolicy.If("ForAllValues:StringEquals", ("aws:TagKeys", IamPolicy.List(name, "karpenter.sh/nodeclaim", "Name")))));
        yield return IamPolicy.Allow("RemoveOwn", ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
            [Ec2("instance"), Ec2("launch-template")],
            IamPolicy.All(Equal(($"aws:ResourceTag/{owned}", "owned")), Like($"aws:ResourceTag/{pool}")));
        yield return IamPolicy.Allow("Read",
            [
                "ec2:DescribeCapacityReservations", "ec2:DescribeImages", "ec2:DescribeInstances", "ec2:DescribeInstanceStatus",
                "ec2:DescribeInstanceTypeOfferings", "ec2:DescribeInstanceTypes", "ec2:DescribeLaunchTemplates",
                "ec2:DescribePlacementGroups", "ec2:DescribeSecurityGroups", "ec2:DescribeSpotPriceHistory", "ec2:DescribeSubnets",
            ], ["*"], Equal(("aws:RequestedRegion", region)));
        yield return IamPolicy.Allow("ReadImages", ["ssm:GetParameter"],
            [scope.Partition.Arn("ssm", region, "", "parameter/aws/service/*")]);
        yield return IamPolicy.Allow("ReadPrices", ["pricing:GetProducts"], ["*"]);
        yield return IamPolicy.Allow("Interruptions", ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
            [scope.Partition.Arn("sqs", region, account, scope.InterruptionQueue)]);
        if (scope.CustomerKeys)
        {
            yield return IamPolicy.Allow("ReadInterruptions", ["kms:Decrypt"], [scope.Partition.Arn("kms", region, account, "key/*")],
                IamPolicy.If("ForAnyValue:StringEquals", ("kms:ResourceAliases", scope.KeyAlias("logs"))));
        }

        yield return IamPolicy.Allow("GiveRole", ["iam:PassRole"],
            [scope.Partition.Arn("iam", "", account, $"role/{scope.KarpenterNodeRole}")],
            Equal(("iam:PassedToService", scope.Partition.ServicePrincipal("ec2"))));
        yield return IamPolicy.Allow("ReadProfiles", ["iam:GetInstanceProfile"],
            [scope.Partition.Arn("iam", "", account, $"instance-profile/{scope.KarpenterNodeRole}")]);
        yield return IamPolicy.Allow("ListProfiles", ["iam:ListInstanceProfiles"], ["*"]);
        var cluster = scope.ClusterArn(account);
        yield return IamPolicy.Allow("ReadCluster", ["eks:DescribeCluster"], [cluster]);
        if (scope.KarpenterShiftsZones)
        {
            yield return IamPolicy.Allow("ReadZonalShifts", ["arc-zonal-shift:GetManagedResource"], ["*"],
                Equal(("arc-zonal-shift:ResourceIdentifier", cluster)));
        }
    }
}
