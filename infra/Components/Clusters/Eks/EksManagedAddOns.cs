using Infra.Components.Clusters.Eks.Iam;
using Infra.Components.Clusters.Eks.Settings;
using Infra.Facts.Clusters;
using Infra.Facts.Eks;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks;

/// <summary>The add-ons that EKS installs itself, each at its pinned version.</summary>
public sealed class EksManagedAddOns : ComponentResource
{
    // EKS installs its add-ons there.
    private const string Namespace = "kube-system";

    private readonly EksScope _scope;
    private readonly EksParts _parts;

    /// <summary>Installs what a node needs to become ready: these add-ons use the host network, so they need none of the others.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="options">Options of the component.</param>
    public EksManagedAddOns(EksScope scope, EksParts parts, ComponentResourceOptions options)
        : base("infra:clusters:EksManagedAddOns", scope.Name("managed-add-ons"), options)
    {
        _scope = scope;
        _parts = parts;

        var (cni, cniPolicies) = EksRole.Create(
            this, scope, "vpc-cni-role", null, EksRole.WorkloadTrust(scope, parts.Identities.Account, Namespace, "aws-node"),
            "AmazonEKS_CNI_Policy");
        Networking =
        [
            Install("eks-pod-identity-agent", []),
            Install("kube-proxy", []),
            Install(EksAddOnConfiguration.Cni, cniPolicies, ("aws-node", cni)),
            Install("eks-node-monitoring-agent", []),
        ];
    }

    /// <summary>What must exist before the first node.</summary>
    public IReadOnlyList<Resource> Networking { get; }

    /// <summary>Installs what runs on the system pool.</summary>
    /// <param name="systemPool">The system pool.</param>
    /// <returns>The add-ons.</returns>
    public IReadOnlyList<Resource> InstallOn(Resource systemPool)
    {
        // The driver takes snapshots only if their CRDs exist when it is installed (the chart of kubernetes-sigs/aws-ebs-csi-driver).
        var snapshots = Install("snapshot-controller", [systemPool]);
        List<Resource> installed =
        [
            snapshots,
            Install("coredns", [systemPool]),
            Install("metrics-server", [systemPool]),
            Driver("aws-ebs-csi-driver", "ebs-csi-controller-sa", Access.BlockVolumes, snapshots),
        ];
        if (_scope.Cluster.Storage.Shared is not null)
        {
            installed.Add(Driver("aws-efs-csi-driver", "efs-csi-controller-sa", Access.SharedVolumes, systemPool));
        }

        if (_scope.Cluster.Storage.Parallel is not null)
        {
            installed.Add(Driver("aws-fsx-csi-driver", "fsx-csi-controller-sa", Access.ParallelVolumes, systemPool));
        }

        // Volumes without an identity of their own use that of the driver, as EKS Pod Identity gives it to the account of its node pods
        // (https://github.com/awslabs/mountpoint-s3-csi-driver/blob/v2.7.0/docs/CONFIGURATION.md).
        if (!_scope.Cluster.Storage.Objects.IsEmpty)
        {
            installed.Add(Driver(EksAddOnConfiguration.Buckets, "s3-csi-driver-sa", Access.Buckets, systemPool));
        }

        RegisterOutputs();
        return installed;
    }

    private Aws.Eks.Addon Driver(string name, string account, Access access, Resource after)
    {
        var (role, policies) = EksRole.ForWorkload(this, _scope, _parts, name, new(Namespace, account, access));
        return Install(name, [after, .. policies], (account, role));
    }

    private Aws.Eks.Addon Install(string name, IEnumerable<Resource> after, (string Account, Aws.Iam.Role Role)? identity = null)
    {
        var args = new Aws.Eks.AddonArgs
        {
            ClusterName = _parts.ControlPlane.Name,
            AddonName = name,
            AddonVersion = _scope.Versions.AddOns[name],
            // The cluster starts without self-managed copies; manual edits are overwritten.
            ResolveConflictsOnCreate = "OVERWRITE",
            ResolveConflictsOnUpdate = "OVERWRITE",
        };
        if (name == EksAddOnConfiguration.Cni && !_parts.Network.Pods.IsEmpty)
        {
            args.ConfigurationValues = Output.Tuple(Output.All(_parts.Network.Pods), _parts.ControlPlane.SecurityGroup)
                .Apply(facts => IamPolicy.Json(EksAddOnConfiguration.ForPodSubnets(_scope, facts.Item1, facts.Item2)));
        }
        else if (EksAddOnConfiguration.For(name, _scope) is { } configuration)
        {
            args.ConfigurationValues = IamPolicy.Json(configuration);
        }

        if (identity is var (account, role))
        {
            args.PodIdentityAssociations.Add(
                new Aws.Eks.Inputs.AddonPodIdentityAssociationArgs { ServiceAccount = account, RoleArn = role.Arn });
        }

        return new Aws.Eks.Addon(_scope.Name($"add-on-{name}"), args, new CustomResourceOptions { Parent = this, DependsOn = [.. after] });
    }
}
