using System.Text.Json.Nodes;
using Infra.Components.Clusters.Eks.Iam;
using Infra.Facts.Delivery;
using Infra.Facts.Eks;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;
using Aws = Pulumi.Aws;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Components.Clusters.Eks;

/// <summary>What lets the hub deploy to the cluster: a role that its Argo CD alone can assume and that may do nothing in AWS, an access
/// entry that makes it a group of Kubernetes, and the rights of that group.</summary>
public sealed class EksMember : ComponentResource
{
    private const string Scheme = "https://";

    /// <summary>Admits the hub.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="closed">Namespaces in which nothing may be delivered.</param>
    /// <param name="aws">The provider of the cluster's account.</param>
    /// <param name="kubernetes">The provider for everything inside the cluster.</param>
    /// <param name="options">Options of the component.</param>
    /// <exception cref="NotSupportedException">AWS can trust nothing of the hub; a rule refuses it earlier.</exception>
    public EksMember(
        EksScope scope, EksParts parts, HubRecord hub, IReadOnlyList<string> closed, Aws.Provider aws, Kubernetes.Provider kubernetes,
        ComponentResourceOptions options)
        : base("infra:clusters:EksMember", scope.Name("member"), options)
    {
        var federated = hub.Roles.IsEmpty;
        var (role, _) = EksRole.Create(
            this, scope, "delivery-role", scope.DeliveryRole,
            federated ? TrustInIssuer(scope, parts, hub, aws) : TrustInRoles(hub));
        var entry = new Aws.Eks.AccessEntry(scope.Name("delivery"), new Aws.Eks.AccessEntryArgs
        {
            ClusterName = parts.ControlPlane.Name,
            PrincipalArn = role.Arn,
            Type = "STANDARD",
            KubernetesGroups = { DeliveryRights.Group },
        }, new CustomResourceOptions { Parent = this });
        var rights = new MemberRights(
            scope.Cluster.Name, closed, new CustomResourceOptions { Parent = this, Provider = kubernetes });
        Record = new MemberRecord(
            scope.Cluster.Name,
            FleetDelivery.Labels(scope.Cluster),
            parts.ControlPlane.Endpoint,
            parts.ControlPlane.Certificate,
            role.Arn.Apply(arn => IamPolicy.Json(federated ? ByToken(scope, arn) : MemberLogins.ByRole(scope.CloudName, arn))),
            [
                entry,
                .. rights.Give(
                    $"'{DeliveryRights.Group}' in request.userInfo.groups",
                    [new SubjectArgs { ApiGroup = "rbac.authorization.k8s.io", Kind = "Group", Name = DeliveryRights.Group }]),
            ])
        {
            Facts = role.Arn.Apply(arn => MemberLogins.Facts("role", ("cluster", scope.CloudName), ("role", arn))),
        };
        RegisterOutputs();
    }

    /// <summary>What the hub must know.</summary>
    public MemberRecord Record { get; }

    // Its name is not enough: a principal in a trust policy is the role itself, so a role that is deleted and made again is another one
    // (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles). Its session has tags.
    private static Input<string> TrustInRoles(HubRecord hub) => Output.All(hub.Roles).Apply(roles => IamPolicy.Document(
        IamPolicy.AllowPrincipal(
            "Hub", new JsonObject { ["AWS"] = IamPolicy.List(roles.Order(StringComparer.Ordinal)) },
            ["sts:AssumeRole", "sts:TagSession"], [])));

    /// <summary>The issuer of tokens as IAM compares it, without the scheme.</summary>
    internal static string IssuerName(string url) => url[Scheme.Length..];

    // An account trusts an issuer once, for all clusters in it.
    private static Input<string> TrustInIssuer(EksScope scope, EksParts parts, HubRecord hub, Aws.Provider aws)
    {
        var issuer = hub.Issuer ?? throw new NotSupportedException(
            $"{scope.Cluster.Path}.delivery: AWS cannot read the keys of the hub's service accounts.");
        var account = scope.Cluster.Account ?? "account";
        var provider = hub.Once($"{scope.Partition.Name}-{account}", () => new Aws.Iam.OpenIdConnectProvider(
            $"{hub.Owner.GetResourceName()}-issuer-{scope.Partition.Name}-{account}", new Aws.Iam.OpenIdConnectProviderArgs
            {
                Url = issuer,
                ClientIdLists = { new EksFacts(scope.Cluster).TokenAudience! },
            }, new CustomResourceOptions { Parent = hub.Owner, Provider = aws }));
        return Output.Tuple(issuer, provider.Arn).Apply(facts =>
        {
            var name = IssuerName(facts.Item1);
            return IamPolicy.Document(IamPolicy.AllowPrincipal(
                "Hub", new JsonObject { ["Federated"] = facts.Item2 }, ["sts:AssumeRoleWithWebIdentity"], [],
                IamPolicy.If(
                    "StringEquals",
                    ($"{name}:aud", new EksFacts(scope.Cluster).TokenAudience!),
                    ($"{name}:sub", IamPolicy.List(FleetDelivery.ServiceAccounts.Select(
                        account => $"system:serviceaccount:{FleetDelivery.Namespace}:{account}"))))));
        });
    }

    // The command that Argo CD runs for a role as well, with the variables that the SDK of AWS reads a token by: the role of the member
    // itself, and no other before it.
    internal static JsonObject ByToken(EksScope scope, string role) => new()
    {
        ["execProviderConfig"] = new JsonObject
        {
            ["command"] = "argocd-k8s-auth",
            ["args"] = new JsonArray("aws", "--cluster-name", scope.CloudName),
            ["apiVersion"] = "client.authentication.k8s.io/v1beta1",
            ["env"] = new JsonObject
            {
                ["AWS_REGION"] = scope.Cluster.Region,
                ["AWS_ROLE_ARN"] = role,
                ["AWS_WEB_IDENTITY_TOKEN_FILE"] = $"{FleetDelivery.TokenFolder(scope.Cluster.Kind)}/token",
            },
        },
    };
}
