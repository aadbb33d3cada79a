using System.Text;
using Infra.Facts.Delivery;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
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
        var account = new Kubernetes.Core.V1.ServiceAccount(scope.Name("delivery"), new ServiceAccountArgs
        {
            Metadata = new ObjectMetaArgs { Name = DeliveryRights.Name, Namespace = Home },
            AutomountServiceAccountToken = false,
        }, child);
        // Kubernetes fills it with a token that ends with the secret
        // (https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets).
        var token = new Kubernetes.Core.V1.Secret(scope.Name("delivery"), new SecretArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = DeliveryRights.Name,
                Namespace = Home,
                Annotations = { ["kubernetes.io/service-account.name"] = account.Metadata.Apply(metadata => metadata.Name) },
            },
            Type = "kubernetes.io/service-account-token",
        }, CustomResourceOptions.Merge(child, new CustomResourceOptions { AdditionalSecretOutputs = { "data" } }));
        var rights = new MemberRights(scope.Cluster.Name, closed, child);
        var bearer = Output.CreateSecret(token.Data.Apply(data => Encoding.UTF8.GetString(Convert.FromBase64String(data["token"]))));
        Record = new MemberRecord(
            scope.Cluster.Name,
            FleetDelivery.Labels(scope.Cluster),
            Output.Create(server),
            token.Data.Apply(data => data["ca.crt"]),
            bearer.Apply(text => MemberLogins.ByToken(text).ToJsonString()),
            [
                token,
                .. rights.Give(
                    $"request.userInfo.username == 'system:serviceaccount:{Home}:{DeliveryRights.Name}'",
                    [new SubjectArgs { Kind = "ServiceAccount", Namespace = Home, Name = DeliveryRights.Name }],
                    account),
            ])
        {
            // The name under which the stack of the hub keeps it.
            Facts = Output.Create(MemberLogins.Facts("token", ("tokenSecret", $"{scope.Cluster.Name}-token"))),
            Token = bearer,
        };
        RegisterOutputs();
    }

    /// <summary>What the hub must know.</summary>
    public MemberRecord Record { get; }
}
