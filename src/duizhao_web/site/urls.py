"""Every address of the site; tests/web/site/urls.py says for each who may open it."""

from __future__ import annotations

from django.urls import path

from duizhao_web.site.pages import audit, home, own, papers, review, signing_in

urlpatterns = [
    path("", home.home, name="home"),
    path("health/", signing_in.health, name="health"),
    path("language/", signing_in.language, name="language"),
    path("sign-in/", signing_in.sign_in, name="sign-in"),
    path("sign-in/code/", signing_in.second_factor, name="second-factor"),
    path("sign-out/", signing_in.sign_out, name="sign-out"),
    path("set-up/<str:token>/", signing_in.set_up, name="set-up"),
    path("own/", own.own, name="own"),
    path("own/password/", own.password, name="password"),
    path("own/factor/", own.second_factor_set, name="factor-set"),
    path("own/factor/remove/", own.second_factor_remove, name="factor-remove"),
    path("own/sessions/end/", own.end_sessions, name="sessions-end"),
    path("papers/", papers.papers, name="papers"),
    path("papers/look/", papers.look, name="paper-look"),
    path("papers/upload/", papers.upload, name="paper-upload"),
    path("papers/<int:paper>/", review.review, name="review"),
    path("papers/<int:paper>/submit/", papers.submit, name="paper-submit"),
    path("papers/<int:paper>/decide/", review.decide, name="decide"),
    path("papers/<int:paper>/undo/", review.undo, name="undo"),
    path("papers/<int:paper>/opinion/", review.opinion, name="opinion"),
    path("papers/<int:paper>/opinion/save/", review.opinion_save, name="opinion-save"),
    path("papers/<int:paper>/file/", review.download, name="paper-file"),
    path("audit/", audit.audit, name="audit"),
    path("audit/file/", audit.audit_file, name="audit-file"),
    path("audit/verify/", audit.audit_check, name="audit-verify"),
]
