using System.Text;
using System.Text.Json.Nodes;
using Infra.Facts.Conventions;
using Infra.Specification;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Infra.Components.Workloads;

/// <summary>The login of the mirror, where it wants one: for Helm, which fetches charts with it, and for pods, as a secret in each
/// namespace of the platform.</summary>
public sealed class RegistryLogin
{
    private readonly string _host;
    private readonly Output<string> _login;

    private RegistryLogin(string host, Output<string> login)
    {
        _host = host;
        _login = Output.CreateSecret(login);
    }

    /// <summary>The user.</summary>
    public Output<string> User => _login.Apply(login => Parts(login).User);

    /// <summary>The password.</summary>
    public Output<string> Password => _login.Apply(login => Parts(login).Password);

    /// <summary>The login that a stack names; null if the mirror wants none.</summary>
    /// <param name="platform">The specification of the stack.</param>
    /// <param name="secret">Value of a secret configuration key by its name.</param>
    public static RegistryLogin? Of(PlatformSpec platform, Func<string, Output<string>> secret) =>
        PullSecret.Host(platform) is { } host
            ? new(host, secret(platform.Sovereignty.RegistryAccess!.CredentialsSecret!))
            : null;

    /// <summary>Creates the secret in a namespace.</summary>
    /// <param name="name">Logical name.</param>
    /// <param name="place">The namespace.</param>
    /// <param name="options">Parent, provider and dependencies.</param>
    public Secret Create(string name, string place, CustomResourceOptions options) => new(name, new SecretArgs
    {
        Metadata = new ObjectMetaArgs { Name = PullSecret.Name, Namespace = place },
        Type = "kubernetes.io/dockerconfigjson",
        StringData = { [".dockerconfigjson"] = _login.Apply(login => DockerConfig(_host, login)) },
    }, options);

    /// <summary>What a service account refers to, so that pods of it can pull; null if the mirror wants no login.</summary>
    /// <param name="platform">The specification of the stack.</param>
    internal static InputList<LocalObjectReferenceArgs>? References(PlatformSpec platform) =>
        PullSecret.Host(platform) is null ? null : [new LocalObjectReferenceArgs { Name = PullSecret.Name }];

    /// <summary>The file in which clients of a registry keep logins.</summary>
    internal static string DockerConfig(string host, string login)
    {
        var (user, password) = Parts(login);
        return new JsonObject
        {
            ["auths"] = new JsonObject
            {
                [host] = new JsonObject
                {
                    ["username"] = user,
                    ["password"] = password,
                    ["auth"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")),
                },
            },
        }.ToJsonString();
    }

    // A password may have colons, a user may not.
    private static (string User, string Password) Parts(string login) =>
        login.TrimEnd('\r', '\n').Split(':', 2) is [var user, var password] ? (user, password) : (login, "");
}
