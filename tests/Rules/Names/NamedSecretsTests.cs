using Infra.Rules.Names;

namespace Infra.Tests.Rules.Names;

public class NamedSecretsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<NamedSecrets>(Fleets.Sound));

    [Fact]
    public void Warns_of_a_kubeconfig_that_the_stack_lacks() =>
        Assert.Equal(
            [
                "CLU019 warning clusters[0].kubeconfigSecret: the stack has no secret \"berlin-kubeconfg\". Did you mean " +
                "\"berlin-kubeconfig\"? Allowed: berlin-kubeconfig, berlin-s3, berlin-ssh. Set it with: pulumi config set " +
                "--secret ai-platform:berlin-kubeconfg",
            ],
            Fleets.Findings<NamedSecrets>(Fleets.Of(Fleets.OnPrem with { KubeconfigSecret = "berlin-kubeconfg" })));

    [Fact]
    public void Warns_of_a_password_of_backups_that_the_stack_lacks() =>
        Assert.Equal(
            [
                "CLU019 warning backup.passwordSecret: the stack has no secret \"backup-password\". Allowed: berlin-kubeconfig, " +
                "berlin-s3, berlin-ssh. Set it with: pulumi config set --secret ai-platform:backup-password",
            ],
            Fleets.Findings<NamedSecrets>(Fleets.Sound with { Backup = new() { PasswordSecret = "backup-password" } }));

    [Fact]
    public void Warns_of_an_ssh_key_that_the_stack_lacks() =>
        Assert.Equal(
            [
                "CLU019 warning clusters[0].install.sshKeySecret: the stack has no secret \"hamburg-ssh\". Allowed: " +
                "berlin-kubeconfig, berlin-s3, berlin-ssh. Set it with: pulumi config set --secret ai-platform:hamburg-ssh",
            ],
            Fleets.Findings<NamedSecrets>(
                Fleets.Of(Fleets.Installed with { Install = Fleets.Installed.Install! with { SshKeySecret = "hamburg-ssh" } })));

    [Fact]
    public void Warns_of_a_login_of_the_mirror_that_the_stack_lacks() =>
        Assert.Equal(
            [
                "CLU019 warning sovereignty.registryAccess.credentialsSecret: the stack has no secret \"mirror\". Allowed: " +
                "berlin-kubeconfig, berlin-s3, berlin-ssh. Set it with: pulumi config set --secret ai-platform:mirror",
            ],
            Fleets.Findings<NamedSecrets>(Fleets.Sound with
            {
                Sovereignty = Fleets.Sovereignty with { RegistryAccess = new() { CredentialsSecret = "mirror" } },
            }));

    [Theory]
    [InlineData("AKIAIOSFODNN7EXAMPLE")]
    [InlineData("apiVersion: v1\nusers: [{ token: hunter2 }]")]
    public void Rejects_a_secret_where_its_name_belongs_without_showing_it(string secret) =>
        Assert.Equal(
            [
                "CLU019 error clusters[0].kubeconfigSecret: the value is not the name of a secret; it is not shown, because it may be a " +
                "secret itself. Allowed: berlin-kubeconfig, berlin-s3, berlin-ssh.",
            ],
            Fleets.Findings<NamedSecrets>(Fleets.Of(Fleets.OnPrem with { KubeconfigSecret = secret })));

    [Fact]
    public void Says_how_to_set_the_first_secret_of_a_stack() =>
        Assert.Equal(
            [
                "CLU019 warning clusters[0].kubeconfigSecret: the stack has no secret \"berlin-kubeconfig\". " +
                "Set it with: pulumi config set --secret ai-platform:berlin-kubeconfig",
            ],
            Fleets.Findings<NamedSecrets>(Fleets.Of(Fleets.OnPrem) with { SecretKeys = [] }));

    [Fact]
    public void Tells_once_of_a_secret_that_many_places_need_and_keeps_the_stack_from_deployment()
    {
        var finding = Assert.Single(new NamedSecrets().Check(Fleets.Sound with
        {
            Backup = new() { PasswordSecret = "shared" },
            Sovereignty = Fleets.Sovereignty with { RegistryAccess = new() { CredentialsSecret = "shared" } },
        }));

        const string told = "sovereignty.registryAccess.credentialsSecret: the stack has no secret \"shared\", which " +
            "backup.passwordSecret needs too. Allowed: berlin-kubeconfig, berlin-s3, berlin-ssh. Set it with: pulumi config set " +
            "--secret ai-platform:shared";
        Assert.Equal($"CLU019 warning {told}", finding.ToString());
        Assert.Equal($"CLU019 error {told}", finding.ForDeployment().ToString());
    }
}
