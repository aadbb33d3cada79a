using System.Text;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Infra.Components.Clusters;

/// <summary>A service account of a cluster, and a token of it, for callers for whom no cloud vouches. It lasts as long as the secret in
/// which Kubernetes puts it (https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets).</summary>
internal sealed class AccountToken
{
    /// <summary>Creates both.</summary>
    /// <param name="logicalName">Logical name of both.</param>
    /// <param name="name">Name of both in the cluster.</param>
    /// <param name="namespace">Their namespace.</param>
    /// <param name="options">Parent, provider and dependencies.</param>
    public AccountToken(string logicalName, string name, string @namespace, CustomResourceOptions options)
    {
        Account = new ServiceAccount(logicalName, new ServiceAccountArgs
        {
            Metadata = new ObjectMetaArgs { Name = name, Namespace = @namespace },
            AutomountServiceAccountToken = false,
        }, options);
        Secret = new Secret(logicalName, new SecretArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = name,
                Namespace = @namespace,
                Annotations = { ["kubernetes.io/service-account.name"] = Account.Metadata.Apply(metadata => metadata.Name) },
            },
            Type = "kubernetes.io/service-account-token",
        }, CustomResourceOptions.Merge(options, new CustomResourceOptions { AdditionalSecretOutputs = { "data" } }));
    }

    /// <summary>The account.</summary>
    public ServiceAccount Account { get; }

    /// <summary>The secret, which Kubernetes fills.</summary>
    public Secret Secret { get; }

    /// <summary>The token, a secret.</summary>
    public Output<string> Token =>
        Output.CreateSecret(Secret.Data.Apply(data => Encoding.UTF8.GetString(Convert.FromBase64String(data["token"]))));

    /// <summary>Certificates of the authority of the cluster's API, in PEM and base64.</summary>
    public Output<string> Authority => Secret.Data.Apply(data => data["ca.crt"]);
}
