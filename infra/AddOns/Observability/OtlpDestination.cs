using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Specification.Observability;

namespace Infra.AddOns.Observability;

/// <summary>A store that takes OTLP over HTTP, in the terms of a collector. Credentials are files of a mounted secret: in a value from the
/// environment a collector looks for <c>$</c> once more (confmap/expand.go of open-telemetry/opentelemetry-collector), and a password may
/// have one.</summary>
internal static class OtlpDestination
{
    /// <summary>Name of the secret in each namespace that has collectors.</summary>
    public const string SecretName = "destinations";

    /// <summary>Where collectors find it.</summary>
    public const string Folder = "/etc/destinations";

    private const string User = "user", Password = "password", Token = "token", Authority = "ca.crt";

    /// <summary>The secret that collectors in a namespace need to send; none if they log in with nothing.</summary>
    public static IEnumerable<ChartSecret> Secrets(string @namespace, IEnumerable<(string Member, DestinationSpec? Spec)> destinations)
    {
        var (secrets, texts) = (ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, string>.Empty);
        foreach (var (member, spec) in destinations)
        {
            if (spec?.CredentialsSecret is { } name)
            {
                secrets = secrets.Add(Key(member, spec.User is null ? Token : Password), name);
                texts = spec.User is { } user ? texts.Add(Key(member, User), user) : texts;
            }

            texts = spec?.CaCertificate is { } authority ? texts.Add(Key(member, Authority), authority) : texts;
        }

        return secrets.IsEmpty && texts.IsEmpty ? [] : [new(SecretName, @namespace) { Secrets = secrets, Texts = texts }];
    }

    /// <summary>Whether sending to it needs the secret.</summary>
    public static bool NeedsSecret(DestinationSpec spec) => spec is not { CredentialsSecret: null, CaCertificate: null };

    /// <summary>The exporter that sends to it.</summary>
    /// <param name="member">Name of the signal, as the stack writes it.</param>
    /// <param name="spec">The destination.</param>
    /// <param name="queueMiB">What waits on disk while the destination is away.</param>
    public static CollectorExporter Exporter(string member, DestinationSpec spec, int queueMiB)
    {
        // Nothing is thrown away while there is room: a full queue refuses what comes, and those who send hold it back.
        var settings = CollectorExporter.Settings(spec.Endpoint, queueMiB, retryFor: "0s");
        if (spec.CaCertificate is not null)
        {
            settings["tls"] = new JsonObject { ["ca_file"] = File(member, Authority) };
        }

        if (spec.CredentialsSecret is null)
        {
            return new(member, settings);
        }

        var (name, login) = spec.User is null
            ? ($"bearertokenauth/{member}", new JsonObject { ["filename"] = File(member, Token) })
            : ($"basicauth/{member}", new JsonObject
            {
                ["client_auth"] = new JsonObject { ["username_file"] = File(member, User), ["password_file"] = File(member, Password) },
            });
        settings["auth"] = new JsonObject { ["authenticator"] = name };
        return new(member, settings) { Login = (name, login) };
    }

    private static string File(string member, string part) => $"{Folder}/{Key(member, part)}";

    private static string Key(string member, string part) => $"{member}-{part}";
}
