using System.Collections.Frozen;
using Infra.Facts;
using Infra.Findings;
using Infra.Planning;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Reports.Sovereignty;

/// <summary>Which rules about plans look at which types of resources for what borders, keys and ways demand. A test breaks a resource of
/// every type here, and the rule finds it.</summary>
public static class BorderChecks
{
    private const string Kubernetes = "kubernetes:";

    private static readonly FrozenDictionary<string, string[]> _private = new Dictionary<string, string[]>
    {
        ["aws:ec2/launchTemplate:LaunchTemplate"] = ["PLN003"],
        ["aws:eks/cluster:Cluster"] = ["PLN007"],
        ["aws:eks/nodeGroup:NodeGroup"] = ["PLN006"],
        ["aws:s3/bucket:Bucket"] = ["PLN004"],
        ["azure-native:containerregistry:Registry"] = ["PLN005"],
        ["azure-native:containerservice:AgentPool"] = ["PLN003"],
        ["azure-native:containerservice:ManagedCluster"] = ["PLN003", "PLN007"],
        ["azure-native:keyvault:Vault"] = ["PLN005"],
        ["azure-native:storage:StorageAccount"] = ["PLN005"],
        ["kubernetes:karpenter.k8s.aws/v1:EC2NodeClass"] = ["PLN003"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> _keys = new[]
    {
        "aws:cloudwatch/logGroup:LogGroup", "aws:ebs/volume:Volume", "aws:ec2/launchTemplate:LaunchTemplate",
        "aws:ecr/repository:Repository", "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
        "aws:efs/fileSystem:FileSystem", "aws:eks/cluster:Cluster", "aws:fsx/lustreFileSystem:LustreFileSystem",
        "aws:s3/bucket:Bucket", "aws:secretsmanager/secret:Secret", "aws:sns/topic:Topic", "aws:sqs/queue:Queue",
        "aws:ssm/parameter:Parameter", "azure-native:compute:Disk", "azure-native:compute:DiskEncryptionSet",
        "azure-native:containerregistry:Registry", "azure-native:containerservice:AgentPool",
        "azure-native:containerservice:ManagedCluster", "azure-native:dataprotection:BackupVault",
        "azure-native:operationalinsights:Workspace", "azure-native:recoveryservices:Vault",
        "azure-native:storage:StorageAccount", "azure-native:storagecache:AmlFilesystem",
        "kubernetes:karpenter.azure.com/v1beta1:AKSNodeClass", "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
    }.ToFrozenSet(StringComparer.Ordinal);

    // Of these alone the rule about keys reads the classes of volumes.
    private static readonly string[] _drivers =
        ["ebs.csi.aws.com", "fsx.csi.aws.com", "disk.csi.azure.com", "file.csi.azure.com", "blob.csi.azure.com"];

    /// <summary>What each rule demands, in a few words: those about plans, and those about the specification that a row may name.</summary>
    public static FrozenDictionary<string, string> Titles { get; } = new Dictionary<string, string>
    {
        ["ADD106"] = "the repository is inside the borders",
        ["PLN002"] = "load balancers are internal",
        ["PLN003"] = "no public addresses",
        ["PLN004"] = "buckets block the public",
        ["PLN005"] = "stores and vaults refuse the internet",
        ["PLN006"] = "nothing lets the internet in",
        ["PLN007"] = "control planes are private",
        ["PLN008"] = "customer-managed keys",
        ["PLN009"] = "protected from deletion",
        ["PLN010"] = "charts and images from the mirror",
        ["SOV002"] = "the place is inside the borders",
        ["SOV003"] = "the law of the operator is allowed",
        ["SOV004"] = "object stores are inside the borders",
        ["SOV100"] = "copies of backups are inside the borders",
        ["SOV101"] = "the place of the mirror is what its host says",
        ["SOV103"] = "declared places are inside the borders",
        ["SOV110"] = "the mirror is inside the borders",
        ["SOV111"] = "destinations are inside the borders",
        ["SOV112"] = "it is known where destinations are",
        ["SOV114"] = "it is known where second stores are",
        ["SOV116"] = "vaults are inside the borders",
        ["SOV119"] = "traffic between pods is encrypted",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Codes of the rules about plans that look at a resource, with what a stack declares.</summary>
    /// <param name="borders">What the stack declares.</param>
    /// <param name="cluster">The cluster of the resource; null if it belongs to none.</param>
    /// <param name="resource">The resource.</param>
    public static IEnumerable<string> Of(SovereigntySpec borders, ClusterSpec? cluster, PlannedResource resource)
    {
        if (borders.Endpoints == EndpointAccess.Private)
        {
            // At a site, load balancers have addresses of its own network.
            if (resource.Type == Kubernetes + "gateway.envoyproxy.io/v1alpha1:EnvoyProxy" && cluster is not null
                && Clouds.Of(cluster).InternalLoadBalancer is not null)
            {
                yield return "PLN002";
            }

            foreach (var code in _private.GetValueOrDefault(resource.Type) ?? [])
            {
                yield return code;
            }
        }

        if (borders.Keys == KeyManagement.CustomerManaged
            && (_keys.Contains(resource.Type) || _drivers.Contains((string?)resource.Inputs["provisioner"])))
        {
            yield return "PLN008";
        }

        if (StoresAndKeys.Types.Contains(resource.Type))
        {
            yield return "PLN009";
        }

        if (borders.Registry is not null && (resource.Type is Kubernetes + "helm.sh/v3:Release" or Kubernetes + "apps/v1:Deployment"
            or Kubernetes + "apps/v1:DaemonSet" or Kubernetes + "batch/v1:CronJob" or Kubernetes + "batch/v1:Job"))
        {
            yield return "PLN010";
        }
    }

    /// <summary>Whether a finding is about a resource of the plan.</summary>
    internal static bool Concerns(Finding finding, string name) => finding.Path.StartsWith(name, StringComparison.Ordinal)
        && (finding.Path.Length == name.Length || finding.Path[name.Length] is '.' or '[');
}
