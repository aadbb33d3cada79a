using Infra.Facts.Clusters;
using Infra.Specification.Clusters;
using Infra.Specification.Teams;
using Pulumi;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Components.Clusters;

/// <summary>A Kubernetes cluster of any kind: exactly what the platform needs from it.</summary>
/// <remarks>A cluster is composed of parts, and a part is a component: its constructor takes the scope (what the specification says and the
/// names that follow from it), what else the part needs, and options; what it creates are its children, and its properties are what others
/// build on. A part is called the same on every kind that has it: <c>Network</c>, <c>Endpoints</c> (ways to the cloud's services),
/// <c>Identities</c> (what the machinery acts as), <c>WorkloadIdentity</c>, <c>Keys</c>, <c>Logs</c>, <c>ControlPlane</c>, <c>Pools</c>,
/// <c>BackupStore</c>, <c>Storage</c>; on hosts of the company's own, <c>Hosts</c> are control plane and pools in one. What is pure stands
/// beside the parts and creates nothing.</remarks>
public abstract class KubernetesCluster : ComponentResource
{
    /// <summary>Creates the component of a cluster.</summary>
    /// <param name="type">Type token, for example <c>infra:clusters:Eks</c>; part of the contract, because a change replaces real
    /// infrastructure.</param>
    /// <param name="cluster">The cluster's specification.</param>
    /// <param name="options">Options of the component.</param>
    protected KubernetesCluster(string type, ClusterSpec cluster, ComponentResourceOptions options)
        : base(type, cluster.Name, options)
    {
    }

    /// <summary>The identifier of the cluster: the ARN, the Azure resource id or, on-prem, the name.</summary>
    public abstract Output<string> Identifier { get; }

    /// <summary>The provider for everything inside the cluster.</summary>
    public abstract Kubernetes.Provider Provider { get; }

    /// <summary>Resources that must exist before anything can run in the cluster, such as the system pool.</summary>
    public abstract IReadOnlyList<Resource> Ready { get; }

    /// <summary>Creates the service account of an identity and grants its access: EKS Pod Identity, Azure workload identity, or a secret
    /// on-prem.</summary>
    /// <param name="identity">Service account and access.</param>
    /// <param name="options">Parent and dependencies, at least the namespace; providers are chosen here.</param>
    /// <returns>The resources that must exist before a pod uses the account.</returns>
    public abstract IReadOnlyList<Resource> Bind(WorkloadIdentity identity, CustomResourceOptions options);

    /// <summary>What the members of the fleet must know of this cluster if it is their hub; asked once its add-ons have their
    /// identities.</summary>
    /// <param name="owner">The component of the whole cluster.</param>
    public abstract HubRecord AsHub(Resource owner);

    /// <summary>Lets a hub deploy to this cluster: a login for it, and the rights of a delivery.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="closed">Namespaces in which nothing may be delivered.</param>
    /// <returns>What the hub must know.</returns>
    public abstract MemberRecord Admit(HubRecord hub, IReadOnlyList<string> closed);

    /// <summary>Lets a group of people use the API at all; what they may do there, role bindings say. Nothing on-prem, where the cluster's
    /// own identity provider knows them.</summary>
    /// <param name="group">The group.</param>
    public virtual IEnumerable<Resource> LetIn(GroupSpec group) => [];

    /// <summary>Creates the storage classes whose drivers are add-ons. The drivers of a cloud, and their classes, are created with the
    /// cluster.</summary>
    /// <param name="after">What must exist first: the drivers.</param>
    /// <returns>What must exist before a pod has a volume of theirs.</returns>
    public virtual IReadOnlyList<Resource> CreateStorage(IReadOnlyList<Resource> after) => [];
}
