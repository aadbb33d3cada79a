using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Planning;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Reports.Sovereignty;

/// <summary>The rows of planned resources: what each says of its place, its key, the way to it and how long it keeps data.</summary>
internal sealed partial class PlannedData
{
    private const string UntilDeleted = "until deleted", Release = "kubernetes:helm.sh/v3:Release";

    // Whose settings are other resources, by the member that names it there.
    private static readonly string[] _settings = ["bucket", "accountName"];

    // Where pods send each other what they send.
    private static readonly string[] _networks =
        ["aws:ec2/vpc:Vpc", "azure-native:network:VirtualNetwork", "infra:clusters:OnPrem"];

    private readonly PlatformSpec _platform;
    private readonly PlatformPlan _plan;
    private readonly Func<PlannedResource, string?> _owner;
    private readonly Dictionary<string, PlannedResource> _byUrn;
    private readonly Dictionary<string, ClusterSpec> _clusters;
    private readonly ILookup<string, PlannedResource> _parts;
    private readonly ILookup<string, PlannedResource> _classes;
    private readonly Dictionary<string, string?> _groups;
    private readonly HashSet<(string? Cluster, string Region, string Service)> _endpoints;
    private readonly List<(string Name, string Target)> _privateEndpoints;
    private readonly List<Finding> _findings;

    internal PlannedData(PlatformPlan plan, PlatformSpec platform)
    {
        (_plan, _platform, _owner) = (plan, platform, plan.Owners());
        _byUrn = plan.Resources.ToDictionary(resource => resource.Urn, StringComparer.Ordinal);
        _clusters = platform.Clusters.ToDictionary(cluster => cluster.Name, StringComparer.Ordinal);
        _parts = (from resource in plan.Resources
                  from member in _settings
                  let of = Text(resource, member)
                  where of is not null
                  select (of, resource)).ToLookup(each => each.of, each => each.resource, StringComparer.Ordinal);
        _classes = Of("kubernetes:storage.k8s.io/v1:StorageClass")
            .ToLookup(each => $"{_owner(each)}/{Text(each, "metadata.name")}", StringComparer.Ordinal);
        _groups = Of("azure-native:resources:ResourceGroup").GroupBy(each => Text(each, "resourceGroupName") ?? "", StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Text(group.First(), "location"), StringComparer.Ordinal);
        _endpoints = [.. from endpoint in Of("aws:ec2/vpcEndpoint:VpcEndpoint")
                         let service = Text(endpoint, "serviceName")?.Split('.')
                         where service is { Length: > 3 }
                         select (_owner(endpoint), RegionOf(endpoint) ?? "", string.Join('.', service.Skip(3)))];
        _privateEndpoints = [.. from endpoint in Of("azure-native:network:PrivateEndpoint")
                                from connection in endpoint.Inputs["privateLinkServiceConnections"] as JsonArray ?? []
                                let target = Text(connection, "privateLinkServiceId")
                                where target is not null
                                select (endpoint.Name, target.Split('/')[^1])];
        _findings = [.. plan.Findings.Where(finding => BorderChecks.Titles.ContainsKey(finding.Code))];
    }

    /// <summary>A row for each resource of a type that has to do with data.</summary>
    internal IEnumerable<DataRow> Rows() =>
        from resource in _plan.Resources
        let type = resource.Type == Release ? DataTypes.Charts.GetValueOrDefault(ChartOf(resource)) ?? DataTypes.All[Release]
            : DataTypes.All.GetValueOrDefault(resource.Type)
        where type is not null
        select Row(resource, type);

    private DataRow Row(PlannedResource resource, DataType type)
    {
        var cluster = _owner(resource) is { } name ? _clusters.GetValueOrDefault(name) : null;
        var region = RegionOf(resource) ?? cluster?.Region ?? "";
        // What is found of the settings of a store is found of the store.
        string[] names = [resource.Name, .. PartsOf(resource).Select(part => part.Name)];
        var open = _findings.Where(finding => names.Any(each => BorderChecks.Concerns(finding, each))).ToList();
        // Rules about the specification have compared the place of the cluster, and that of its copies.
        string[] placed = region.Length == 0 ? [] : region == cluster?.Region ? ["SOV002", "SOV003"] : ["SOV100"];
        string[] encrypted = _platform.Sovereignty.EncryptTraffic && _networks.Contains(resource.Type) ? ["SOV119"] : [];
        var passed = placed.Concat(encrypted).Concat(BorderChecks.Of(_platform.Sovereignty, cluster, resource))
            .Except(open.Select(finding => finding.Code));
        return new(
            cluster?.Name, type.Role, type.What, resource.Type, resource.Name, DataPlace.OfRegion(_platform, region),
            type.Role == DataRole.Stores ? KeyOf(resource, cluster) : null, ReachOf(resource, region),
            type.Role is DataRole.Stores or DataRole.Keys || ChartOf(resource) is "velero" or "loki" ? KeptBy(resource) : null,
            [.. passed.Order(StringComparer.Ordinal)], [.. open]);
    }

    // Of resources of Azure their own place or that of their group; of AWS that of the provider.
    private string? RegionOf(PlannedResource resource) => Text(resource, "location") is { } place and not "global" ? place
        : Text(resource, "resourceGroupName") is { } group ? _groups.GetValueOrDefault(group)
        : resource.Provider is { } provider ? Text(_byUrn.GetValueOrDefault(provider), "region") : null;

    private DataKey KeyOf(PlannedResource resource, ClusterSpec? cluster) => resource.Type switch
    {
        "aws:s3/bucket:Bucket" => Key(PartsOf(resource).Select(part => First(part, "rules", "applyServerSideEncryptionByDefault"))
            .Select(rule => Text(rule, "kmsMasterKeyId")).FirstOrDefault(key => key is not null)),
        "aws:ec2/launchTemplate:LaunchTemplate" => Key(Text(First(resource, "blockDeviceMappings", "ebs"), "kmsKeyId")),
        "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass" =>
            Key(Text(First(resource.Inputs["spec"], "blockDeviceMappings", "ebs"), "kmsKeyID")),
        "aws:eks/cluster:Cluster" => Key(Text(resource, "encryptionConfig.provider.keyArn")),
        "aws:ecr/repository:Repository" or "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate" =>
            Key(Text((resource.Inputs["encryptionConfigurations"] as JsonArray)?.FirstOrDefault(), "kmsKey")
                ?? Text(resource, "encryptionConfigurations.kmsKey")),
        "aws:sqs/queue:Queue" or "aws:sns/topic:Topic" => Key(Text(resource, "kmsMasterKeyId")),
        "aws:ssm/parameter:Parameter" => Key(Text(resource, "keyId")),
        "azure-native:compute:Disk" => Key(Text(resource, "encryption.diskEncryptionSetId")),
        "azure-native:containerregistry:Registry" => Key(Text(resource, "encryption.keyVaultProperties.keyIdentifier")),
        "azure-native:containerservice:ManagedCluster" => Key(Text(resource, "securityProfile.azureKeyVaultKms.keyId")),
        "azure-native:dataprotection:BackupVault" =>
            Key(Text(resource, "properties.securitySettings.encryptionSettings.keyVaultProperties.keyUri")),
        "azure-native:recoveryservices:Vault" => Key(Text(resource, "properties.encryption.keyVaultProperties.keyUri")),
        "azure-native:operationalinsights:Workspace" => Key(Text(resource, "features.clusterResourceId")),
        "azure-native:storage:StorageAccount" => AccountKey(resource),
        "azure-native:storagecache:AmlFilesystem" => Key(Text(resource, "encryptionSettings.keyEncryptionKey.keyUrl")),
        "kubernetes:storage.k8s.io/v1:StorageClass" => ClassKey(resource, cluster),
        "kubernetes:core/v1:PersistentVolumeClaim" => VolumeKey(Text(resource, "spec.storageClassName"), cluster),
        "kubernetes:ceph.rook.io/v1:CephBlockPool" or "kubernetes:ceph.rook.io/v1:CephFilesystem" => CephKey(cluster),
        Release => ChartOf(resource) == "rook-ceph-cluster" ? CephKey(cluster) : VolumeKey(Text(
            resource, "values.prometheus.prometheusSpec.storageSpec.volumeClaimTemplate.spec.storageClassName"), cluster),
        // Whoever set up the hosts decided whether their disks are encrypted; AKS decides it for nodes by itself.
        "infra:clusters:OnPrem" or "kubernetes:karpenter.azure.com/v1beta1:AKSNodeClass" => new(KeyOwner.NotKnown),
        _ => Key(Text(resource, "kmsKeyId")),
    };

    // A class without a key of its own makes volumes in a file system or an account, which has one.
    private DataKey ClassKey(PlannedResource resource, ClusterSpec? cluster)
    {
        var driver = Text(resource, "provisioner") ?? "";
        if ((Text(resource, "parameters.kmsKeyId") ?? Text(resource, "parameters.diskEncryptionSetID")) is { } key)
        {
            return Key(key);
        }

        if (driver.StartsWith("rook-ceph.", StringComparison.Ordinal))
        {
            return CephKey(cluster);
        }

        var behind = resource.DependsOn.Select(urn => _byUrn.GetValueOrDefault(urn)).OfType<PlannedResource>().FirstOrDefault(each =>
            each.Type is "aws:efs/fileSystem:FileSystem" or "azure-native:storage:StorageAccount"
                or "azure-native:storagecache:AmlFilesystem")
            ?? Of("azure-native:storagecache:AmlFilesystem").FirstOrDefault(each =>
                driver == "azurelustre.csi.azure.com" && _owner(each) == cluster?.Name);
        return behind is not null ? KeyOf(behind, cluster)
            : driver.EndsWith(".amazonaws.com", StringComparison.Ordinal) || driver.EndsWith(".csi.aws.com", StringComparison.Ordinal)
                || driver.EndsWith(".csi.azure.com", StringComparison.Ordinal) ? new(KeyOwner.Provider)
            : new(KeyOwner.NotKnown);
    }

    private DataKey VolumeKey(string? name, ClusterSpec? cluster) =>
        _classes[$"{cluster?.Name}/{name}"].FirstOrDefault() is { } of ? ClassKey(of, cluster) : new(KeyOwner.NotKnown);

    // Ceph makes a key for each disk and keeps it in the cluster.
    private DataKey CephKey(ClusterSpec? cluster) => Of(Release).FirstOrDefault(release =>
            _owner(release) == cluster?.Name && ChartOf(release) == "rook-ceph-cluster") is { } ceph
        && Text(ceph, "values.cephClusterSpec.storage.config.encryptedDevice") == "true"
            ? new(KeyOwner.Customer, "Ceph's, in the cluster") : new(KeyOwner.None);

    private static DataKey AccountKey(PlannedResource resource) => Text(resource, "encryption.keySource") == "Microsoft.Keyvault"
        ? new(KeyOwner.Customer, Text(resource, "encryption.keyVaultProperties.keyName"))
        : new(KeyOwner.Provider);

    // Clouds encrypt with keys of their own what names none.
    private static DataKey Key(string? reference) =>
        reference is null || reference.Contains("alias/aws/", StringComparison.Ordinal) ? new(KeyOwner.Provider)
        : Planned().Match(reference) is { Success: true } planned ? new(KeyOwner.Customer, planned.Groups["name"].Value)
        : new(KeyOwner.Customer, reference.Split('/')[^1]);

    private DataReach ReachOf(PlannedResource resource, string region) => resource.Type switch
    {
        "aws:eks/cluster:Cluster" => Text(resource, "vpcConfig.endpointPublicAccess") != "true" ? new(DataWay.OwnNetwork)
            : new(DataWay.Public, List(resource.Inputs["vpcConfig"]?["publicAccessCidrs"])),
        "azure-native:containerservice:ManagedCluster" =>
            Text(resource, "apiServerAccessProfile.enablePrivateCluster") == "true" ? new(DataWay.OwnNetwork)
            : new(DataWay.Public, List(resource.Inputs["apiServerAccessProfile"]?["authorizedIPRanges"])),
        "aws:cloudwatch/logGroup:LogGroup" => Service(resource, region, "logs"),
        "aws:kms/key:Key" => Service(resource, region, "kms"),
        "aws:s3/bucket:Bucket" => Service(resource, region, "s3"),
        "aws:sqs/queue:Queue" => Service(resource, region, "sqs"),
        "aws:sns/topic:Topic" => Service(resource, region, "sns"),
        "aws:secretsmanager/secret:Secret" => Service(resource, region, "secretsmanager"),
        "aws:ssm/parameter:Parameter" => Service(resource, region, "ssm"),
        "aws:ecr/repository:Repository" or "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate" =>
            Service(resource, region, "ecr.dkr"),
        "azure-native:storage:StorageAccount" => Closed(Text(resource, "publicNetworkAccess"), Text(resource, "accountName")),
        "azure-native:containerregistry:Registry" => Closed(Text(resource, "publicNetworkAccess"), Text(resource, "registryName")),
        "azure-native:keyvault:Vault" => Closed(Text(resource, "properties.publicNetworkAccess"), Text(resource, "vaultName")),
        "azure-native:keyvault:Key" => Of("azure-native:keyvault:Vault")
            .FirstOrDefault(vault => Text(vault, "vaultName") == Text(resource, "vaultName")) is { } vault
                ? ReachOf(vault, region) : new(DataWay.NotKnown),
        "azure-native:operationalinsights:Workspace" => Text(resource, "publicNetworkAccessForIngestion") == "Disabled"
            ? new(DataWay.PrivateEndpoint) : new(DataWay.CloudApi),
        "azure-native:compute:DiskEncryptionSet" or "aws:ec2/flowLog:FlowLog" or "aws:ecr/pullThroughCacheRule:PullThroughCacheRule"
            or "aws:s3/bucketReplicationConfig:BucketReplicationConfig" or "azure-native:monitor:DiagnosticSetting"
            or "azure-native:security:Pricing" or "azure-native:storage:ObjectReplicationPolicy"
            or "azure-native:dataprotection:BackupVault" or "azure-native:recoveryservices:Vault" => new(DataWay.WithinCloud),
        "azure-native:monitor:DataCollectionEndpoint" or "azure-native:monitor:DataCollectionRule" =>
            Of("azure-native:monitor:PrivateLinkScope").Any(scope => _owner(scope) == _owner(resource))
                ? new(DataWay.PrivateEndpoint) : new(DataWay.CloudApi),
        "aws:ec2/internetGateway:InternetGateway" => new(DataWay.Public),
        "aws:ec2/natGateway:NatGateway" or "azure-native:network:NatGateway" => new(DataWay.OwnNetwork, "outbound only"),
        "aws:ec2/vpcEndpoint:VpcEndpoint" or "azure-native:network:PrivateEndpoint" => new(DataWay.PrivateEndpoint),
        "kubernetes:gateway.envoyproxy.io/v1alpha1:EnvoyProxy" or "kubernetes:gateway.networking.k8s.io/v1:Gateway" =>
            _platform.Sovereignty.Endpoints == EndpointAccess.Public && region != "" && !_platform.Sites.Any(site => site.Name == region)
                ? new(DataWay.Public) : new(DataWay.OwnNetwork),
        _ when resource.Type.StartsWith("kubernetes:", StringComparison.Ordinal) => new(DataWay.ClusterInternal),
        _ => new(DataWay.OwnNetwork),
    };

    private DataReach Service(PlannedResource resource, string region, string service) =>
        _endpoints.Contains((_owner(resource), region, service)) ? new(DataWay.PrivateEndpoint, service) : new(DataWay.CloudApi);

    private DataReach Closed(string? access, string? name) => !string.Equals(access, "Disabled", StringComparison.OrdinalIgnoreCase)
        ? new(DataWay.CloudApi)
        : new(DataWay.PrivateEndpoint, _privateEndpoints.FirstOrDefault(endpoint => endpoint.Target == name).Name);

    private string KeptBy(PlannedResource resource)
    {
        var lines = PartsOf(resource).Prepend(resource).SelectMany(part => Kept(part)).ToList();
        return lines.Count == 0 ? UntilDeleted : string.Join(", ", lines);
    }

    private IEnumerable<string> Kept(PlannedResource resource) => (resource.Type switch
    {
        "aws:cloudwatch/logGroup:LogGroup" or "azure-native:operationalinsights:Workspace" => [Days(resource.Inputs["retentionInDays"])],
        "aws:sqs/queue:Queue" => [Number(resource.Inputs["messageRetentionSeconds"]) is { } seconds ? $"{seconds} seconds" : null],
        "aws:kms/key:Key" => [After(resource.Inputs["deletionWindowInDays"])],
        "azure-native:keyvault:Vault" => [After(resource.Inputs["properties"]?["softDeleteRetentionInDays"])],
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration" => (resource.Inputs["rules"] as JsonArray ?? [])
            .SelectMany(rule => new[]
            {
                Days(rule?["expiration"]?["days"]), After(rule?["noncurrentVersionExpiration"]?["noncurrentDays"]),
            }),
        "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration" =>
            [Locked(resource.Inputs["rule"]?["defaultRetention"]?["days"])],
        "azure-native:storage:BlobContainerImmutabilityPolicy" => [Locked(resource.Inputs["immutabilityPeriodSinceCreationInDays"])],
        "azure-native:storage:ManagementPolicy" => (resource.Inputs["policy"]?["rules"] as JsonArray ?? [])
            .Select(rule => Number(rule?["definition"]?["actions"]?["version"]?["delete"]?["daysAfterCreationGreaterThan"]) is { } days
                ? $"versions {days} days" : null),
        Release => ChartOf(resource) switch
        {
            "velero" => [string.Create(CultureInfo.InvariantCulture, $"backups {_platform.Backup.RetentionDays} days")],
            "kube-prometheus-stack" => [Duration(Text(resource, "values.prometheus.prometheusSpec.retention"))],
            "loki" => [Duration(Text(resource, "values.loki.limits_config.retention_period"))],
            _ => [],
        },
        _ => (IEnumerable<string?>)[],
    }).OfType<string>();

    private IEnumerable<PlannedResource> PartsOf(PlannedResource resource) => resource.Type switch
    {
        "aws:s3/bucket:Bucket" => _parts[Text(resource, "bucket") ?? ""].Where(part => part != resource),
        "azure-native:storage:StorageAccount" => _parts[Text(resource, "accountName") ?? ""].Where(part => part != resource),
        _ => [],
    };

    private IEnumerable<PlannedResource> Of(string type) => _plan.Resources.Where(resource => resource.Type == type);

    private static string ChartOf(PlannedResource resource) =>
        resource.Type == Release ? (Text(resource, "chart") ?? "").Split('/')[^1] : "";

    // Prometheus and Loki write 15d and 2160h.
    private static string? Duration(string? text) => text is [.., 'h' or 'd']
        && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? string.Create(CultureInfo.InvariantCulture, $"{(text[^1] == 'h' ? number / 24m : number):0.#} days") : text;

    private static string? Days(JsonNode? days) => Number(days) is { } number ? $"{number} days" : null;

    private static string? After(JsonNode? days) => Number(days) is { } number ? $"deletion + {number} days" : null;

    private static string? Locked(JsonNode? days) => Number(days) is { } number ? $"locked {number} days" : null;

    private static string? Number(JsonNode? number) => number?.ToString();

    private static string? List(JsonNode? list) => list is JsonArray { Count: > 0 } all ? string.Join(", ", all) : null;

    private static JsonNode? First(PlannedResource resource, string list, string member) => First(resource.Inputs, list, member);

    private static JsonNode? First(JsonNode? node, string list, string member) =>
        (node?[list] as JsonArray)?.Select(item => item?[member]).FirstOrDefault(found => found is not null);

    private static string? Text(PlannedResource? resource, string path) => Text(resource?.Inputs, path);

    private static string? Text(JsonNode? node, string path)
    {
        foreach (var name in path.Split('.'))
        {
            node = (node as JsonObject)?[name];
        }

        return node is JsonValue ? node.ToString() : null;
    }

    [GeneratedRegex(@"\$\{(?<name>[^.}]+)\.[^}]*\}\z")]
    private static partial Regex Planned();
}
