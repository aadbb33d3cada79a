using System.Text.Json.Nodes;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Facts.Delivery;
using Infra.Facts.Eks;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;
using Infra.Specification.Secrets;
using Infra.Specification.Storage;

namespace Infra.Components.Clusters.Eks.Iam;

/// <summary>What each kind of access means in IAM. Pure.</summary>
internal static class EksAccessPolicies
{
    private static readonly string[] _grantingUse =
        ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

    /// <summary>AWS managed policies for the purpose.</summary>
    internal static IEnumerable<string> Managed(Access access) => access switch
    {
        Access.SharedVolumes => ["service-role/AmazonEFSCSIDriverPolicy"],
        Access.Images => ["AmazonEC2ContainerRegistryPullOnly"],
        _ => [],
    };

    /// <summary>Whether <see cref="Statements"/> has any.</summary>
    internal static bool HasStatements(Access access, EksScope scope) => access switch
    {
        Access.SharedVolumes or Access.Images => false,
        Access.Buckets => !scope.Cluster.Storage.Objects.IsEmpty,
        Access.Members => MemberRoles(scope, "").Any(),
        _ => true,
    };

    /// <summary>The platform's own statements.</summary>
    /// <param name="access">The access to allow.</param>
    /// <param name="scope">The cluster.</param>
    /// <param name="account">Id of the account.</param>
    /// <param name="volumesKey">ARN of the key for disks; empty where AWS manages the keys.</param>
    /// <param name="backupsKey">ARN of the key for backups; empty where AWS manages the keys.</param>
    /// <param name="secretsKey">ARN of the key for secrets of workloads; empty where AWS manages the keys.</param>
    /// <exception cref="NotSupportedException">EKS cannot grant it.</exception>
    internal static IEnumerable<JsonObject> Statements(
        Access access, EksScope scope, string account, string volumesKey, string backupsKey, string secretsKey) => access switch
    {
        Access.BackupStore => BackupStore(scope, backupsKey),
        Access.NodeProvisioning => EksKarpenterPolicy.Statements(scope, account),
        Access.NodeGroupScaling => NodeGroupScaling(scope, account),
        Access.BlockVolumes => [.. BlockVolumes(scope), .. VolumesKey(volumesKey)],
        Access.SharedVolumes or Access.Images => [],
        Access.ParallelVolumes => ParallelVolumes(scope, account),
        Access.Buckets => Buckets(scope),
        Access.Members => Members(scope, account),
        Access.LogStore => LogStore(scope, account),
        Access.Secrets => Secrets(scope, account, secretsKey),
        Access.Queues => Queues(scope, account),
        Access.LoadBalancers => EksLoadBalancerPolicy.Statements(scope),
        Access.DnsRecords => DnsRecords(scope),
        _ => throw new NotSupportedException($"EKS grants no access of the kind {access}."),
    };

    // https://github.com/vmware-tanzu/velero-plugin-for-aws#set-permissions-for-velero, for one bucket, and without the permissions for
    // snapshots, which the CSI driver takes.
    private static IEnumerable<JsonObject> BackupStore(EksScope scope, string key)
    {
        var bucket = scope.Partition.Arn("s3", "", "", scope.BackupBucket);
        yield return IamPolicy.Allow("Bucket", ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"], [bucket]);
        yield return IamPolicy.Allow("Objects",
            ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:ListMultipartUploadParts",
                "s3:PutObject", "s3:PutObjectTagging"],
            [$"{bucket}/*"]);
        if (key.Length > 0)
        {
            yield return IamPolicy.Allow("Key", ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], [key]);
        }
    }

    // What internal/aws/cwlogs/cwlog_client.go of open-telemetry/opentelemetry-collector-contrib calls, without the log group that it would
    // make where there is none: unencrypted, and for ever.
    private static IEnumerable<JsonObject> LogStore(EksScope scope, string account)
    {
        var group = scope.Partition.Arn("logs", scope.Cluster.Region, account, $"log-group:{scope.WorkloadLogGroup}");
        yield return IamPolicy.Allow("Write", ["logs:CreateLogStream", "logs:PutLogEvents"], [group, $"{group}:*"]);
    }

    // docs/provider/aws-secrets-manager.md and aws-parameter-store.md of external-secrets/external-secrets, without the right to list,
    // which has no limit to a prefix: an ExternalSecret names each secret that it wants.
    private static IEnumerable<JsonObject> Secrets(EksScope scope, string account, string key)
    {
        var prefix = ResourceNames.SecretPrefix(scope.Platform, scope.Cluster);
        var region = scope.Cluster.Region;
        var (service, actions, resource) = scope.Cloud.SecretStore == SecretStoreKind.ParameterStore
            ? ("ssm", (string[])["ssm:GetParameter", "ssm:GetParameters"], $"parameter/{prefix}*")
            : ("secretsmanager", ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"], $"secret:{prefix}*");
        yield return IamPolicy.Allow("Read", actions, [scope.Partition.Arn(service, region, account, resource)]);
        if (key.Length > 0)
        {
            yield return IamPolicy.Allow("Key", ["kms:Decrypt"], [key], IamPolicy.If(
                "StringEquals", ("kms:ViaService", IamPolicy.List(scope.Partition.ViaService(service, region)))));
        }
    }

    // All that the scalers call (pkg/scalers/aws_sqs_queue_scaler.go and aws_cloudwatch_scaler.go of kedacore/keda). Metrics have no
    // resources to name (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html).
    private static IEnumerable<JsonObject> Queues(EksScope scope, string account)
    {
        var region = scope.Cluster.Region;
        var named = Sorted(scope.Cluster.AddOns.SelectMany(addOn => addOn.ReadsQueues ?? []));
        yield return IamPolicy.Allow(
            "Queues", ["sqs:GetQueueAttributes"],
            [.. (named.Length == 0 ? ["*"] : named).Select(queue => scope.Partition.Arn("sqs", region, account, queue))]);
        yield return IamPolicy.Allow(
            "Metrics", ["cloudwatch:GetMetricData"], ["*"], IamPolicy.If("StringEquals", ("aws:RequestedRegion", region)));
    }

    // https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md; EKS tags the groups.
    private static IEnumerable<JsonObject> NodeGroupScaling(EksScope scope, string account)
    {
        yield return IamPolicy.Allow("Read",
            [
                "autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribeAutoScalingInstances",
                "autoscaling:DescribeLaunchConfigurations", "autoscaling:DescribeScalingActivities",
                "autoscaling:DescribeTags", "ec2:DescribeImages", "ec2:DescribeInstanceTypes",
                "ec2:DescribeLaunchTemplateVersions", "ec2:GetInstanceTypesFromInstanceRequirements",
            ], ["*"]);
        yield return IamPolicy.Allow("ReadNodeGroups", ["eks:DescribeNodegroup"],
            [scope.Partition.Arn("eks", scope.Cluster.Region, account, $"nodegroup/{scope.CloudName}/*")]);
        yield return IamPolicy.Allow("Resize",
            ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"], ["*"],
            IamPolicy.If("StringEquals", ($"aws:ResourceTag/k8s.io/cluster-autoscaler/{scope.CloudName}", "owned")));
    }

    // AmazonEBSCSIDriverEKSClusterScopedPolicy (kubernetes-sigs/aws-ebs-csi-driver#2918) with the name of this cluster, so that it holds in
    // every partition: only disks and snapshots of this cluster, attached to its nodes, which EKS and Karpenter tag.
    private static IEnumerable<JsonObject> BlockVolumes(EksScope scope)
    {
        const string cluster = "ebs.csi.aws.com/cluster-name";
        string[] volumes = [Ec2("volume")], snapshots = [Ec2("snapshot")], nodes = [Ec2("instance")];
        string Ec2(string kind) => scope.Partition.Arn("ec2", scope.Cluster.Region, "*", $"{kind}/*");
        JsonObject Asks() => IamPolicy.If("StringEquals", ($"aws:RequestTag/{cluster}", scope.CloudName));
        JsonObject Has(string tag, string value) => IamPolicy.If("StringEquals", ($"aws:ResourceTag/{tag}", value));

        yield return IamPolicy.Allow("Read",
            [
                "ec2:DescribeAvailabilityZones", "ec2:DescribeInstances", "ec2:DescribeInstanceTypes", "ec2:DescribeSnapshots",
                "ec2:DescribeVolumes", "ec2:DescribeVolumesModifications", "ec2:DescribeVolumeStatus",
            ], ["*"]);
        yield return IamPolicy.Allow("MakeVolumes", ["ec2:CopyVolumes", "ec2:CreateVolume"], volumes, Asks());
        yield return IamPolicy.Allow("MakeSnapshots", ["ec2:CreateSnapshot"], snapshots, Asks());
        yield return IamPolicy.Allow("UseVolumes",
            [
                "ec2:AttachVolume", "ec2:CopyVolumes", "ec2:CreateSnapshot", "ec2:DeleteVolume", "ec2:DetachVolume", "ec2:ModifyVolume",
            ], volumes, Has(cluster, scope.CloudName));
        yield return IamPolicy.Allow("UseSnapshots",
            ["ec2:CreateVolume", "ec2:DeleteSnapshot", "ec2:EnableFastSnapshotRestores", "ec2:LockSnapshot"], snapshots,
            Has(cluster, scope.CloudName));
        yield return IamPolicy.Allow("AttachToNodeGroups", ["ec2:AttachVolume", "ec2:DetachVolume"], nodes,
            Has("eks:cluster-name", scope.CloudName));
        if (scope.HasKarpenter)
        {
            yield return IamPolicy.Allow("AttachToKarpenter", ["ec2:AttachVolume", "ec2:DetachVolume"], nodes,
                Has(scope.OwnerTag, "owned"));
        }

        yield return IamPolicy.Allow("TagNew", ["ec2:CreateTags"], [.. volumes, .. snapshots],
            IamPolicy.If("StringEquals", ("ec2:CreateAction", IamPolicy.List("CopyVolumes", "CreateSnapshot", "CreateVolume"))));
        yield return IamPolicy.Allow("Retag", ["ec2:CreateTags", "ec2:DeleteTags"], volumes,
            IamPolicy.All(
                Has(cluster, scope.CloudName),
                IamPolicy.If("Null", ("aws:TagKeys", "false")),
                IamPolicy.If(
                    "ForAllValues:StringNotEquals",
                    ("aws:TagKeys", IamPolicy.List("ebs.csi.aws.com/cluster", cluster, "kubernetes.io/created-for/pvc/name")))));
    }

    // https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html: the driver's managed policy has no permission for a customer-managed
    // key.
    private static IEnumerable<JsonObject> VolumesKey(string key) => key.Length == 0 ? [] :
    [
        IamPolicy.Allow("Key", _grantingUse, [key]),
        IamPolicy.Allow("KeyGrants", ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"], [key],
            IamPolicy.If("Bool", ("kms:GrantIsForAWSResource", "true"))),
    ];

    // https://github.com/kubernetes-sigs/aws-fsx-csi-driver/blob/master/docs/install.md, only for file systems of this cluster, and without
    // the permission to delete them. What FSx looks up on behalf of its caller is as in AmazonFSxFullAccess.
    private static IEnumerable<JsonObject> ParallelVolumes(EksScope scope, string account)
    {
        string[] fileSystems = [scope.Partition.Arn("fsx", scope.Cluster.Region, account, "file-system/*")];
        yield return IamPolicy.Allow("Read", ["fsx:DescribeFileSystems"], ["*"]);
        yield return IamPolicy.Allow("Make", ["fsx:CreateFileSystem", "fsx:TagResource"], fileSystems,
            IamPolicy.If("StringEquals", ($"aws:RequestTag/{scope.OwnerTag}", "owned")));
        yield return IamPolicy.Allow("Expand", ["fsx:UpdateFileSystem"], fileSystems,
            IamPolicy.If("StringEquals", ($"aws:ResourceTag/{scope.OwnerTag}", "owned")));
        yield return IamPolicy.Allow("LookUp",
            ["ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs", "ec2:GetSecurityGroupsForVpc"], ["*"],
            IamPolicy.If("ForAnyValue:StringEquals", ("aws:CalledVia", "fsx.amazonaws.com")));
        yield return IamPolicy.Allow("ServiceRole", ["iam:CreateServiceLinkedRole"],
            [scope.Partition.Arn("iam", "", account, "role/aws-service-role/fsx.amazonaws.com/*")],
            IamPolicy.If("StringEquals", ("iam:AWSServiceName", "fsx.amazonaws.com")));
    }

    // https://github.com/awslabs/mountpoint-s3/blob/main/doc/CONFIGURATION.md#iam-permissions, for what the volumes show and nothing else.
    // One role serves all volumes, so an object that one volume writes is not out of bounds for the role where another only reads: there
    // Mountpoint itself refuses to write.
    private static IEnumerable<JsonObject> Buckets(EksScope scope)
    {
        var volumes = scope.Cluster.Storage.Objects;
        string Bucket(ObjectStorageSpec volume) => scope.Partition.Arn("s3", "", "", volume.Bucket);
        string[] Objects(IEnumerable<ObjectStorageSpec> some) => Sorted(some.Select(volume => $"{Bucket(volume)}/{volume.Prefix}*"));
        string[] Keys(IEnumerable<ObjectStorageSpec> some) => Sorted(some.Select(volume => volume.Key).OfType<string>());
        var written = volumes.Where(volume => !volume.ReadOnly).ToList();

        if (Sorted(volumes.Where(volume => volume.Prefix is null).Select(Bucket)) is { Length: > 0 } whole)
        {
            yield return IamPolicy.Allow("List", ["s3:ListBucket"], whole);
        }

        foreach (var (volume, index) in volumes.Where(volume => volume.Prefix is not null).Select((volume, index) => (volume, index)))
        {
            yield return IamPolicy.Allow($"List{index}", ["s3:ListBucket"], [Bucket(volume)],
                IamPolicy.If("StringLike", ("s3:prefix", $"{volume.Prefix}*")));
        }

        yield return IamPolicy.Allow("Read", ["s3:GetObject"], Objects(volumes));
        if (written.Count > 0)
        {
            yield return IamPolicy.Allow("Write", ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"], Objects(written));
        }

        if (Keys(volumes) is { Length: > 0 } read)
        {
            yield return IamPolicy.Allow("Decrypt", ["kms:Decrypt"], read);
        }

        if (Keys(written) is { Length: > 0 } used)
        {
            yield return IamPolicy.Allow("Encrypt", ["kms:GenerateDataKey"], used);
        }
    }

    // docs/tutorials/aws.md of kubernetes-sigs/external-dns and https://cert-manager.io/docs/configuration/acme/dns01/route53/, for one
    // zone.
    private static IEnumerable<JsonObject> DnsRecords(EksScope scope)
    {
        string Route53(string resource) => scope.Partition.Arn("route53", "", "", resource);
        yield return IamPolicy.Allow("Records",
            ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets", "route53:ListTagsForResources"],
            [Route53($"hostedzone/{scope.Cluster.Ingress?.Zone}")]);
        yield return IamPolicy.Allow("Changes", ["route53:GetChange"], [Route53("change/*")]);
        yield return IamPolicy.Allow("Zones", ["route53:ListHostedZones", "route53:ListHostedZonesByName"], ["*"]);
    }

    // The session of a pod has tags, which go with it from role to role
    // (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html).
    private static IEnumerable<JsonObject> Members(EksScope scope, string account) =>
    [
        IamPolicy.Allow("Members", ["sts:AssumeRole", "sts:TagSession"], Sorted(MemberRoles(scope, account))),
    ];

    private static IEnumerable<string> MemberRoles(EksScope scope, string account) =>
        FleetDelivery.Pushed(scope.Platform).OfType<EksClusterSpec>()
            .Select(member => (Member: member, Scope: scope with { Cluster = member }))
            .Select(other => other.Scope.Partition.Arn(
                "iam", "", other.Member.Account ?? account, $"role/{other.Scope.DeliveryRole}"))
            .Concat(scope.Platform.Members.Select(member => member.Login).OfType<RoleLogin>().Select(login => login.Role));

    private static string[] Sorted(IEnumerable<string> texts) =>
        [.. texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
