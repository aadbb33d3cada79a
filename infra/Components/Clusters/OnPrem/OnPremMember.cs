using Infra.Facts.Delivery;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Components.Clusters.OnPrem;

/// <summary>What lets the hub deploy to the site: a service account with the rights of a delivery, and a token of it. No cloud vouches for
/// the hub here, so the token is kept, as a secret of the stack and of the hub.</summary>
public sealed class OnPremMember : ComponentResource
{
    private const string Home = "kube-system";

    /// <summary>Admits the hub.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="closed">Namespaces in which nothing may be delivered.</param>
    /// <param name="kubernetes">The provider for everything inside the cluster.</param>
    /// <param name="options">Options of the component.</param>
    /// <exception cref="NotSupportedException">The stack does not say at which URL the hub reaches the site; a rule refuses it
    /// earlier.</exception>
    public OnPremMember(
        OnPremScope scope, IReadOnlyList<string> closed, Kubernetes.Provider kubernetes, ComponentResourceOptions options)
        : base("infra:clusters:OnPremMember", scope.Name("member"), options)
    {
        var server = scope.Cluster.ApiEndpoint ?? throw new NotSupportedException($"{scope.Cluster.Path}.apiEndpoint: missing.");
        var child = new CustomResourceOptions { Parent = this, Provider = kubernetes };
        var login = new AccountToken(scope.Name("delivery"), DeliveryRights.Name, Home, child);
        var rights = new MemberRights(scope.Cluster.Name, closed, child);
        Record = new MemberRecord(
            scope.Cluster.Name,
            FleetDelivery.Labels(scope.Cluster),
            Output.Create(server),
            login.Authority,
            login.Token.Apply(text => MemberLogins.ByToken(text).ToJsonString()),
            [
                login.Secret,
                .. rights.Give(
                    $"request.userInfo.username == 'system:serviceaccount:{Home}:{DeliveryRights.Name}'",
                    [new SubjectArgs { Kind = "ServiceAccount", Namespace = Home, Name = DeliveryRights.Name }],
                    login.Account),
            ])
        {
            // The name under which the stack of the hub keeps it.
            Facts = Output.Create(MemberLogins.Facts("token", ("tokenSecret", $"{scope.Cluster.Name}-token"))),
            Token = login.Token,
        };
        RegisterOutputs();
    }

    /// <summary>What the hub must know.</summary>
    public MemberRecord Record { get; }
}
